//! The plan as text for people, machines and browsers.

pub mod advice;
pub mod csv;
pub mod html;
pub mod json;
pub mod map;
pub mod sizes;
pub mod svg;
pub mod table;
pub mod timeline;
