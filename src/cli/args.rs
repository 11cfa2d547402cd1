//! What the user typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::cli::capacity_args::CapacityArgs;
use crate::cli::plan_args::PlanArgs;

/// Plan and generate the network of an Amazon EKS cluster that is short of addresses.
#[derive(Debug, Parser)]
#[command(name = "eksnet", version, max_term_width = 100, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a commented eksnet.toml to start from
    Init(InitArgs),
    /// Check eksnet.toml: everything that AWS, EKS, the VPC CNI or the kubelet would refuse or mistreat
    Check(CheckArgs),
    /// Generate the Terraform, Helm and manifest tree
    Gen(GenArgs),
    /// Print the JSON Schema of eksnet.toml, for editors
    Schema,
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Work out pods and addresses of a node: the VPC CNI's pool, exactly
    Capacity(CapacityArgs),
    /// Plan addresses and capacity: every subnet, on an ordinary day and on bad ones
    Plan(PlanArgs),
    /// Explain a code, a rule or an entry of the rule book
    Explain(ExplainArgs),
}

/// `eksnet init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The file to write; `-`: standard output
    #[arg(default_value = "eksnet.toml")]
    pub file: PathBuf,
    /// Where pods get their addresses
    #[arg(long, value_name = "STRATEGY", default_value = "eniconfig")]
    pub from_strategy: String,
    /// Start from a VPC and a cluster that exist
    #[arg(long)]
    pub adopt: bool,
}

/// `eksnet check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The file; default: the nearest eksnet.toml here or above; `-`: standard input
    pub file: Option<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `eksnet gen`.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub struct GenArgs {
    /// The input; default: the nearest eksnet.toml here or above; `-`: standard input, and then there is no lock file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where the tree goes; made when it is not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Write nothing; exit 1 with a diff unless the tree is up to date
    #[arg(long, group = "mode")]
    pub check: bool,
    /// Write nothing; print the diff
    #[arg(long, group = "mode")]
    pub diff: bool,
    /// Write nothing; name the files that would change
    #[arg(long, group = "mode")]
    pub dry_run: bool,
    /// Fail instead of changing the lock file
    #[arg(long)]
    pub locked: bool,
    /// Overwrite files of eksnet's own that were edited by hand
    #[arg(long)]
    pub force: bool,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: the place, the fact, the remedy
    Human,
    /// One line a finding
    Short,
    /// Versioned JSON
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}

/// `eksnet explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// `EN203`, `cidr-overlap`, `V5`, or a generated file
    #[arg(required_unless_present = "list")]
    pub what: Option<String>,
    /// Name all rules, one line each
    #[arg(long)]
    pub list: bool,
}
