//! What AWS, EKS, the VPC CNI or the kubelet would refuse or mistreat: one folder a rule.
//!
//! The lists here and in [`registry`] are written by `EKSNET_BLESS=1 cargo test --test rules` from the folders.

pub mod codes;
pub mod levels;
pub mod registry;
pub mod rule;
pub mod run;

pub mod cidr_overlap;
