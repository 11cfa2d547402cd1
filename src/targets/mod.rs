//! From the model to an in-memory tree of files. Pure: no clock, no environment, no file system, no printing.

pub mod tree;
