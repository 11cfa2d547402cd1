//! The command line tool; see the library for everything.

use std::process::ExitCode;

fn main() -> ExitCode {
    eksnet::cli::run::main()
}
