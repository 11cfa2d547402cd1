//! Terraform: a root that holds every fact, and modules that hold none.

pub mod addons;
pub mod cluster;
pub mod cni;
pub mod network;
pub mod nodes;
pub mod pod_network;
pub mod root;
