//! `eksnet plan`: addresses and capacity of the whole file.

use std::io;
use std::process::ExitCode;

use crate::cli::args::Format;
use crate::cli::check::{FINDINGS, USAGE, refuse, report, status};
use crate::cli::load::load;
use crate::cli::plan_args::{PlanArgs, PlanFormat};
use crate::cli::terminal::{err, out};
use crate::planning::fail_if::Condition;
use crate::planning::plan::Plan;
use crate::planning::render::{csv, html, json, sizes, svg, table};
use crate::planning::sizing::{self, Wanted};

/// Runs the subcommand. The plan goes to standard output, findings to standard error.
pub fn run(args: &PlanArgs) -> io::Result<ExitCode> {
    let loaded = match load(args.file.as_deref()) {
        Ok(loaded) => loaded,
        Err(finding) => return refuse(finding, args.file.as_deref(), Format::Human),
    };
    // Without a sound model there is nothing to plan; what is merely unwise is planned, and reported.
    let Some(reading) = loaded.reading.as_ref().filter(|reading| reading.faults.is_empty()) else {
        report(&loaded, Format::Human)?;
        return Ok(status(&loaded.findings));
    };
    let wanted = match Wanted::parse(&args.size_for) {
        Ok(wanted) => wanted,
        Err(fault) => return usage("--size-for", &fault),
    };
    if !args.size_for.is_empty() {
        out(&sizes::render(wanted, &sizing::sizes(&wanted.apply(&reading.model))))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut conditions = Vec::new();
    for text in &args.fail_if {
        match Condition::parse(text) {
            Ok(condition) => conditions.push((text, condition)),
            Err(fault) => return usage(&format!("--fail-if `{text}`"), &fault),
        }
    }
    let plan = Plan::of(&reading.model);
    out(&match args.format {
        PlanFormat::Table => table::render(&plan),
        PlanFormat::Json => json::render(&plan),
        PlanFormat::Csv => csv::render(&plan),
        PlanFormat::Svg => svg::render(&plan).map_err(io::Error::other)?,
        PlanFormat::Html => html::render(&plan).map_err(io::Error::other)?,
    })?;
    if !loaded.findings.is_empty() {
        report(&loaded, Format::Human)?;
    }
    let mut failed = false;
    for (text, condition) in conditions {
        match condition.hits(&plan) {
            Ok(hits) => {
                for hit in &hits {
                    err(&format!("fail-if `{text}`: {hit}\n"))?;
                }
                failed |= !hits.is_empty();
            }
            Err(fault) => return usage(&format!("--fail-if `{text}`"), &fault),
        }
    }
    Ok(if failed { ExitCode::from(FINDINGS) } else { status(&loaded.findings) })
}

fn usage(flag: &str, fault: &str) -> io::Result<ExitCode> {
    err(&format!("error: {flag}: {fault}\n"))?;
    Ok(ExitCode::from(USAGE))
}
