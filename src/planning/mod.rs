//! Addresses and capacity: per instance type, per node, per subnet, per zone.

pub mod derivation;
pub mod free_block;
pub mod group;
pub mod instances;
pub mod max_pods;
pub mod node;
pub mod overlap;
pub mod pool;
pub mod public_space;
pub mod reach;
pub mod service;
pub mod tick;
pub mod vpc_blocks;
