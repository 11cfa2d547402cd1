//! File text to a raw document whose leaves are spanned: all syntax errors, unknown keys and wrong types at once.

pub mod codes;
pub mod decode;
pub mod kind;
pub mod load;
pub mod raw;
pub mod reader;
pub mod schema;
pub mod spec;
pub mod spec_nodes;
pub mod suggest;
pub mod syntax;
