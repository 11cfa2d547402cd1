//! Renderers: one file a format, all fed by the same values.

pub mod human;
pub mod json;
pub mod short;
