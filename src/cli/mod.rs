//! The command line: one file a subcommand. What is printed, is printed here.

pub mod args;
pub mod capacity;
pub mod capacity_args;
pub mod capacity_tables;
pub mod check;
pub mod explain;
pub mod r#gen;
pub mod init;
pub mod load;
pub mod plan;
pub mod plan_args;
pub mod printed;
pub mod run;
pub mod summary;
pub mod terminal;
