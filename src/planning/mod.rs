//! Addresses and capacity: per instance type, per node, per subnet, per zone.

pub mod instances;
pub mod max_pods;
