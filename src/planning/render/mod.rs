//! The plan as text for people, machines and browsers.

pub mod csv;
pub mod json;
pub mod table;
