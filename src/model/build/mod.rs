//! From the raw document to the model: values parsed, defaults applied, blocks given out.

pub mod addresses;
pub mod cluster;
pub mod cni;
pub mod context;
pub mod fixed;
pub mod model;
pub mod nodes;
pub mod others;
pub mod pods;
pub mod tags;
pub mod vpc;
