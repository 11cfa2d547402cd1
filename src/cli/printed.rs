//! What is made from the definition of the command line: completions and the manual page.

use std::io;
use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::args::Cli;
use crate::cli::terminal::out;

/// `eksnet completions SHELL`.
pub fn completions(shell: Shell) -> io::Result<ExitCode> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "eksnet", &mut text);
    out(&String::from_utf8_lossy(&text))?;
    Ok(ExitCode::SUCCESS)
}

/// `eksnet man`.
pub fn man() -> io::Result<ExitCode> {
    let mut text = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut text)?;
    out(&String::from_utf8_lossy(&text))?;
    Ok(ExitCode::SUCCESS)
}
