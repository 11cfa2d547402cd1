//! `eksnet plan`: addresses and capacity of the whole file.

use std::io;
use std::process::ExitCode;

use crate::cli::args::Format;
use crate::cli::check::{refuse, report, status};
use crate::cli::load::load;
use crate::cli::plan_args::{PlanArgs, PlanFormat};
use crate::cli::terminal::out;
use crate::planning::plan::Plan;
use crate::planning::render::{csv, html, json, svg, table};

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
    Ok(status(&loaded.findings))
}
