//! Addresses and capacity: per instance type, per node, per subnet, per zone.

pub mod derivation;
pub mod group;
pub mod instances;
pub mod max_pods;
pub mod node;
pub mod pool;
pub mod tick;
