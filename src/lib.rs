//! eksnet: from one typed `eksnet.toml` to a checked Terraform, Helm and manifest tree for the network of an EKS cluster.
//!
//! The pipeline has five stages, one folder each, and arrows that run one way:
//!
//! ```text
//! text --config--> raw, spanned document --model--> typed, valid, allocated network --rules--> diagnostics
//!                                             \--targets--> in-memory tree --output--> diff | check | write
//! ```
//!
//! Everything up to and including [`targets`] is pure: no clock, no environment, no file system, no printing. Only
//! [`output`] and [`cli`] touch the disk. Every fault is a [`diag::diagnostic::Diagnostic`]: data with spans.

pub mod cli;
pub mod config;
pub mod diag;
pub mod model;
pub mod output;
pub mod planning;
pub mod rules;
pub mod targets;
