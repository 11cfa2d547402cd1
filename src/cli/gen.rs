//! `eksnet gen`: the main job.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use crate::cli::args::{Format, GenArgs};
use crate::cli::check::{FINDINGS, USAGE, refuse, report, status};
use crate::cli::load::{Loaded, load};
use crate::cli::summary;
use crate::cli::terminal::{err, out, style};
use crate::diag::code::Severity;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::render::human;
use crate::diag::source::{Source, Sources};
use crate::model::codes::LOCK_OUT_OF_DATE;
use crate::model::network::Reading;
use crate::output::job::{Job, LockFile};
use crate::output::plan::{Plan, plan};
use crate::output::write::write;
use crate::output::{check, diff};
use crate::targets::render::render;
use crate::targets::tree::Tree;

/// Runs the subcommand.
pub fn run(args: &GenArgs) -> io::Result<ExitCode> {
    let loaded = match load(args.config.as_deref()) {
        Ok(loaded) => loaded,
        Err(finding) => return refuse(finding, args.config.as_deref(), Format::Human),
    };
    let errors = loaded.findings.iter().any(|finding| finding.severity == Severity::Error);
    let reading = match &loaded.reading {
        Some(reading) if !errors => reading,
        _ => {
            report(&loaded, Format::Human)?;
            err("nothing is written\n")?;
            return Ok(status(&loaded.findings));
        }
    };
    let input = input_name(&loaded);
    let tree = match render(&reading.model, &input) {
        Ok(tree) => tree,
        // Every reason that a user can bring about is a finding by now.
        Err(fault) => {
            err(&format!("error: {fault}\nthis is a fault of eksnet itself; nothing is written\n"))?;
            return Ok(ExitCode::from(USAGE));
        }
    };
    let job = job(args, &loaded, reading, &tree, &input);
    match plan(&job) {
        Ok(plan) => finish(args, &loaded, reading, &plan),
        Err(findings) => stop(&loaded, &findings),
    }
}

/// The file name of the input, which headers of generated files bear.
fn input_name(loaded: &Loaded) -> String {
    let name = loaded.path.as_deref().and_then(Path::file_name);
    name.map_or_else(|| "eksnet.toml".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn job<'a>(args: &'a GenArgs, loaded: &Loaded, reading: &Reading, tree: &'a Tree, input: &str) -> Job<'a> {
    let lock_text = reading.lock.render();
    let mut inputs = BTreeMap::from([(input.to_owned(), loaded.sources.config.text.clone())]);
    let lock = loaded.lock_path().map(|path| {
        let name = path.file_name().map_or_else(|| "eksnet.lock".to_owned(), |name| name.to_string_lossy().into_owned());
        inputs.insert(name, lock_text.clone());
        LockFile { path, text: lock_text }
    });
    Job { dir: &args.out, tree, inputs, lock, force: args.force }
}

fn finish(args: &GenArgs, loaded: &Loaded, reading: &Reading, plan: &Plan<'_>) -> io::Result<ExitCode> {
    err(&human::render(&loaded.findings, &loaded.sources, style()))?;
    if args.locked && plan.lock_changes() {
        let lock = loaded.lock_path().map_or_else(|| "eksnet.lock".to_owned(), |path| path.display().to_string());
        let finding = Diagnostic::new(&LOCK_OUT_OF_DATE, format!("`{lock}` would change, and `--locked` forbids it"))
            .help("run `eksnet gen` without `--locked`, and commit the lock file");
        return stop(loaded, &[finding]);
    }
    if args.check {
        let Some(drift) = check::drift(plan) else {
            err(&format!("{}: up to date\n", args.out.display()))?;
            return Ok(ExitCode::SUCCESS);
        };
        out(&drift.diff)?;
        return stop(loaded, &drift.findings);
    }
    if args.diff {
        out(&diff::of(plan))?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.dry_run {
        out(&summary::planned(plan, args))?;
        return Ok(ExitCode::SUCCESS);
    }
    match write(plan) {
        Ok(written) => {
            out(&summary::written(&written, args, loaded, &reading.model))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(findings) => {
            // What was edited by hand is shown, so that nobody has to guess what `--force` would undo.
            out(&diff::of_hand_edits(plan))?;
            stop(loaded, &findings)
        }
    }
}

/// Prints findings about the output.
fn stop(loaded: &Loaded, findings: &[Diagnostic]) -> io::Result<ExitCode> {
    let nowhere = Sources { config: Source { name: loaded.sources.config.name.clone(), text: String::new() }, lock: None };
    err(&human::render(findings, &nowhere, style()))?;
    Ok(ExitCode::from(FINDINGS))
}
