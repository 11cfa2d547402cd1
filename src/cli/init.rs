//! `eksnet init`: a starter that passes `check` as it stands.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use crate::cli::args::InitArgs;
use crate::cli::check::USAGE;
use crate::cli::terminal::{err, out};
use crate::config::suggest::alternatives;

/// Starters by strategy: for a VPC that eksnet makes, and for one that exists.
static STARTERS: &[(&str, &str, Option<&str>)] = &[
    ("auto_mode", include_str!("../../templates/init/auto-mode-create.toml"), None),
    ("calico", include_str!("../../templates/init/calico-create.toml"), None),
    ("discovery", include_str!("../../templates/init/discovery-create.toml"), None),
    (
        "eniconfig",
        include_str!("../../templates/init/eniconfig-create.toml"),
        Some(include_str!("../../templates/init/eniconfig-adopt.toml")),
    ),
    ("ipv6", include_str!("../../templates/init/ipv6-create.toml"), None),
    (
        "node_subnets",
        include_str!("../../templates/init/node-subnets-create.toml"),
        Some(include_str!("../../templates/init/node-subnets-adopt.toml")),
    ),
];

/// Runs the subcommand.
pub fn run(args: &InitArgs) -> io::Result<ExitCode> {
    let Some((_, create, adopt)) = STARTERS.iter().find(|(strategy, _, _)| *strategy == args.from_strategy) else {
        let known = alternatives(STARTERS.iter().map(|(strategy, _, _)| *strategy));
        return refuse(&format!("there is no starter for the strategy `{}`; there is one for {known}", args.from_strategy));
    };
    let text = match (args.adopt, adopt) {
        (false, _) => create,
        (true, Some(adopt)) => adopt,
        (true, None) => return refuse(&format!("the strategy `{}` has no starter for a VPC that exists", args.from_strategy)),
    };
    if args.file == Path::new("-") {
        out(text)?;
        return Ok(ExitCode::SUCCESS);
    }
    // Never over a file that is there.
    let created = OpenOptions::new().write(true).create_new(true).open(&args.file).and_then(|mut file| file.write_all(text.as_bytes()));
    match created {
        Ok(()) => {
            out(&format!("{0}: written\nnext: change what is marked, then: eksnet check {0}\n", args.file.display()))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => refuse(&format!("cannot write `{}`: {error}", args.file.display())),
    }
}

fn refuse(why: &str) -> io::Result<ExitCode> {
    err(&format!("error: {why}\n"))?;
    Ok(ExitCode::from(USAGE))
}
