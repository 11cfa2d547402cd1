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
    /// Fail when this is true, such as `pod.*.headroom < 20%` or `room < 100`; may be repeated
    #[arg(long, value_name = "CONDITION")]
    pub fail_if: Vec<String>,
    /// Instead of a plan: the smallest subnets for `nodes=60 pods_per_node=40 growth=50%`
    #[arg(long, value_name = "KEY=VALUE", num_args = 1.., conflicts_with_all = ["fail_if", "format"])]
    pub size_for: Vec<String>,
    /// Instead of a plan: which warm targets to set, for a burst of so many pods on every node
    #[arg(long, value_name = "PODS", num_args = 0..=1, default_missing_value = "10", conflicts_with_all = ["fail_if", "format", "size_for"],
        value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub advise: Option<u32>,
    /// Instead of a plan: the part of the pod subnets to keep for /28 prefixes
    #[arg(long, conflicts_with_all = ["fail_if", "format", "size_for", "advise"])]
    pub reserve: bool,
    /// Instead of a plan: play scale-out, churn, update, a lost zone and scale-in through, so many times with addresses at random
    #[arg(long, value_name = "RUNS", num_args = 0..=1, default_missing_value = "10",
        conflicts_with_all = ["fail_if", "format", "size_for", "advise", "reserve"], value_parser = clap::value_parser!(u64).range(1..=10_000))]
    pub simulate: Option<u64>,
    /// The seed of the first simulated run
    #[arg(long, value_name = "N", default_value_t = 1, requires = "simulate")]
    pub seed: u64,
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
