//! `eksnet plan`: addresses and capacity of the whole file.

use std::io;
use std::process::ExitCode;

use crate::cli::args::Format;
use crate::cli::check::{FINDINGS, USAGE, refuse, report, status};
use crate::cli::load::load;
use crate::cli::plan_args::{PlanArgs, PlanFormat};
use crate::cli::terminal::{err, out};
use crate::planning::advisor::advise;
use crate::planning::fail_if::Condition;
use crate::planning::plan::Plan;
use crate::planning::render::{advice, csv, html, json, sizes, svg, table, timeline};
use crate::planning::reserve::{Reservation, reservation};
use crate::planning::simulate::{Run, simulate};
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
    if let Some(burst) = args.advise {
        out(&advice::render(&advise(&reading.model, burst), burst))?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.reserve {
        out(&reserved(reservation(&reading.model).as_ref()))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(times) = args.simulate {
        let plan = Plan::of(&reading.model);
        let runs: Vec<Run> = (0..times).map(|run| simulate(&plan, args.seed.wrapping_add(run))).collect();
        out(&timeline::render(&plan, &runs))?;
        return Ok(if runs.iter().any(|run| run.failure.is_some()) { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS });
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

/// What a reservation gains, and how to make it.
fn reserved(found: Option<&Reservation>) -> String {
    let Some(found) = found else {
        return "no reservation gains room: pods take no prefixes from subnets of their own, or something else runs out first\n".to_owned();
    };
    format!(
        "keep /{} of each pod subnet for prefixes, such as {}: room for {} nodes instead of about {}\n\nwrite under `[subnets]`:\n  pod = \
         {{ prefix = {}, prefix_reservation = {} }}\n\nthen runs out: {}\n",
        found.prefix, found.part, found.after.nodes, found.before.nodes, found.subnet_prefix, found.prefix, found.after.short
    )
}

fn usage(flag: &str, fault: &str) -> io::Result<ExitCode> {
    err(&format!("error: {flag}: {fault}\n"))?;
    Ok(ExitCode::from(USAGE))
}
