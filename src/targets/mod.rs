//! From the model to an in-memory tree of files. Pure: no clock, no environment, no file system, no printing.
//!
//! A [`View`](view::site::View) holds everything that is printed, chosen, sorted and worded; the other folders and files mirror
//! `templates/` and place it.

pub mod auto_mode;
pub mod escape;
pub mod hcl;
pub mod helm;
pub mod manifests;
pub mod page;
pub mod readme;
pub mod render;
pub mod scripts;
pub mod terraform;
pub mod terraform_addons;
pub mod tree;
pub mod view;
