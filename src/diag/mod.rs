//! The one [`diagnostic::Diagnostic`] value, its codes and levels, and the text it points into; renderers in [`render`].

pub mod code;
pub mod diagnostic;
pub mod render;
pub mod sink;
pub mod source;
pub mod span;
