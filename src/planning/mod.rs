//! Addresses and capacity: per instance type, per node, per subnet, per zone.

pub mod cost;
pub mod derivation;
pub mod first_limit;
pub mod free_block;
pub mod group;
pub mod instances;
pub mod limits;
pub mod max_pods;
pub mod node;
pub mod notes;
pub mod occupants;
pub mod overlap;
pub mod plan;
pub mod pool;
pub mod public_space;
pub mod reach;
pub mod render;
pub mod scenario;
pub mod service;
pub mod shortfall;
pub mod space;
pub mod subnet_plan;
pub mod subnets;
pub mod tick;
pub mod vpc_blocks;
