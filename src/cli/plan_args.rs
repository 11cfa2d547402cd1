//! What the user typed after `eksnet plan`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `eksnet plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// The file; default: the nearest eksnet.toml here or above; `-`: standard input
    pub file: Option<PathBuf>,
    /// How the plan is printed
    #[arg(long, value_enum, default_value_t = PlanFormat::Table)]
    pub format: PlanFormat,
}

/// How the plan is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlanFormat {
    /// For a terminal of 80 columns
    Table,
    /// Versioned JSON
    Json,
    /// One line for each subnet and kind of day
    Csv,
    /// The address map of the VPC, to scale
    Svg,
    /// One page for a browser: verdict, map, charts, tables
    Html,
}
