//! `eksnet check`: findings only.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use crate::cli::args::{CheckArgs, Format};
use crate::cli::load::{Loaded, load};
use crate::cli::terminal::{err, out, style};
use crate::diag::code::Severity;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::render::sarif::SarifRule;
use crate::diag::render::{github, human, json, sarif, short};
use crate::diag::source::{Source, Sources};
use crate::rules::registry::RULES;

/// Exit status of findings at error level.
pub const FINDINGS: u8 = 1;
/// Exit status of usage errors and of what the machine refuses.
pub const USAGE: u8 = 2;

/// Runs the subcommand.
pub fn run(args: &CheckArgs) -> io::Result<ExitCode> {
    match load(args.file.as_deref()) {
        Ok(loaded) => {
            report(&loaded, args.format)?;
            Ok(status(&loaded.findings))
        }
        Err(finding) => refuse(finding, args.file.as_deref(), args.format),
    }
}

/// 1 when any finding forbids writing.
pub fn status(findings: &[Diagnostic]) -> ExitCode {
    let errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    if errors { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS }
}

/// Prints findings: machine formats to standard output, those for people to standard error.
pub fn report(loaded: &Loaded, format: Format) -> io::Result<()> {
    let (findings, sources) = (&loaded.findings, &loaded.sources);
    match format {
        Format::Json => out(&json::render(findings, sources)),
        Format::Sarif => {
            let rules: Vec<SarifRule<'_>> = RULES.iter().map(|rule| SarifRule { code: rule.code, manual: rule.manual }).collect();
            out(&sarif::render(findings, sources, &rules))
        }
        Format::Github => out(&github::render(findings, sources)),
        Format::Short => out(&short::render(findings, sources)),
        Format::Human => {
            err(&human::render(findings, sources, style()))?;
            match human::summary(findings) {
                Some(summary) => err(&format!("{}: {summary}\n", sources.config.name)),
                None => err(&format!("{}: no findings\n", sources.config.name)),
            }
        }
    }
}

/// Prints a finding that has no text to point into.
pub fn refuse(finding: Diagnostic, file: Option<&Path>, format: Format) -> io::Result<ExitCode> {
    let name = match file {
        Some(file) if file == Path::new("-") => "<stdin>".to_owned(),
        Some(file) => file.display().to_string(),
        None => "eksnet.toml".to_owned(),
    };
    let sources = Sources { config: Source { name, text: String::new() }, lock: None };
    let loaded = Loaded { sources, findings: vec![finding], reading: None, path: None };
    report(&loaded, format)?;
    Ok(ExitCode::from(FINDINGS))
}
