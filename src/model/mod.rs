//! The typed, valid, allocated network: newtypes with checked constructors, no strings for CIDRs, zones or ids.

pub mod build;
pub mod carve;
pub mod checks;
pub mod cidr;
pub mod cluster;
pub mod cni;
pub mod cni_env;
pub mod codes;
pub mod connected;
pub mod fault;
pub mod ids;
pub mod lock;
pub mod names;
pub mod network;
pub mod node_group;
pub mod pods;
pub mod region;
pub mod subnet;
pub mod terraform;
pub mod vpc;
