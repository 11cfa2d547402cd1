//! Renderers: one file a format, all fed by the same values.

pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
pub mod short;
