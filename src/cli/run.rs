//! From arguments to an exit status.

use std::io;
use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::args::{Cli, Command};
use crate::cli::check::USAGE;
use crate::cli::terminal::{err, out};
use crate::cli::{capacity, check, explain, r#gen, init, plan, printed};
use crate::config::schema;

/// Runs the command line. 0: clean; 1: findings or drift; 2: usage, or the machine refuses.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        Command::Init(args) => init::run(args),
        Command::Check(args) => check::run(args),
        Command::Gen(args) => r#gen::run(args),
        Command::Schema => out(&schema::render()).map(|()| ExitCode::SUCCESS),
        Command::Completions { shell } => printed::completions(*shell),
        Command::Man => printed::man(),
        Command::Capacity(args) => capacity::run(args),
        Command::Plan(args) => plan::run(args),
        Command::Explain(args) => explain::run(args),
    };
    match result {
        Ok(code) => code,
        // Whoever read our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to say it with if this fails too.
            let _ = err(&format!("error: {error}\n"));
            ExitCode::from(USAGE)
        }
    }
}
