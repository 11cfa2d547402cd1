//! What `eksnet gen` says when it is done: files, the network, the next command.

use std::fmt::Write as _;

use crate::cli::args::GenArgs;
use crate::cli::load::Loaded;
use crate::model::cluster::ClusterSource;
use crate::model::cni::Install;
use crate::model::network::Model;
use crate::model::subnet::SubnetRole;
use crate::output::plan::{Plan, Verdict};
use crate::output::write::Written;

/// After a write.
pub fn written(written: &Written, args: &GenArgs, loaded: &Loaded, model: &Model) -> String {
    let mut text = String::new();
    let dir = args.out.display();
    if written.finished_earlier_run {
        let _ = writeln!(text, "{dir}: an earlier run was interrupted; this one finished its work");
    }
    let _ = writeln!(
        text,
        "{dir}: {} written, {} unchanged, {} removed",
        files(written.created + written.updated),
        written.unchanged,
        written.removed
    );
    if written.lock_written
        && let Some(lock) = loaded.lock_path()
    {
        let _ = writeln!(text, "{}: written; commit it, so that no block ever moves", lock.display());
    }
    text.push('\n');
    network(&mut text, model);
    let _ = write!(text, "\nnext: {}\n", next(args, model));
    text
}

/// `--dry-run`: what a run would do to each file.
pub fn planned(plan: &Plan<'_>, args: &GenArgs) -> String {
    let mut text = String::new();
    for entry in &plan.entries {
        let word = match entry.verdict {
            Verdict::Create => "create",
            Verdict::Update => "update",
            Verdict::Remove => "remove",
            Verdict::HandEdited => "edited by hand",
            Verdict::Unchanged => continue,
        };
        let _ = writeln!(text, "{word:<8} {}", entry.path);
    }
    if plan.lock_changes() {
        text.push_str("update   the lock file\n");
    }
    let _ = writeln!(text, "{}: nothing is written (--dry-run); {} unchanged", args.out.display(), plan.count(Verdict::Unchanged));
    text
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

/// A table of the zones and their blocks, and how many addresses each role can give out.
fn network(text: &mut String, model: &Model) {
    let cluster = &model.cluster;
    let secondary: Vec<String> = model.vpc.all_secondary().map(|block| block.value.to_string()).collect();
    let with = if secondary.is_empty() { String::new() } else { format!(" with {}", secondary.join(", ")) };
    let _ = writeln!(
        text,
        "{} in {}: {}{with}, strategy {}",
        cluster.name.value, cluster.region.value, model.vpc.cidr.value, model.pods.strategy.value
    );
    let roles: Vec<SubnetRole> = SubnetRole::ALL.into_iter().filter(|role| model.subnets(*role).next().is_some()).collect();
    let mut rows: Vec<Vec<String>> = vec![std::iter::once("zone".to_owned()).chain(roles.iter().map(ToString::to_string)).collect()];
    for (zone, network) in &model.zones {
        let blocks = roles.iter().map(|role| network.subnet(*role).map_or_else(|| "-".to_owned(), |subnet| subnet.cidr.value.to_string()));
        rows.push(std::iter::once(zone.to_string()).chain(blocks).collect());
    }
    let totals = roles.iter().map(|role| model.subnets(*role).map(|(_, subnet)| subnet.cidr.value.usable()).sum::<u64>().to_string());
    rows.push(std::iter::once("addresses".to_owned()).chain(totals).collect());
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns).map(|at| rows.iter().filter_map(|row| row.get(at)).map(String::len).max().unwrap_or(0)).collect();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        let _ = writeln!(text, "  {}", cells.join("  ").trim_end());
    }
}

fn next(args: &GenArgs, model: &Model) -> String {
    let dir = args.out.display();
    let adopting = matches!(model.cluster.source, ClusterSource::Existing(_)) || model.cni.install.value != Install::Addon;
    if adopting {
        format!("read {dir}/README.md: the order of steps matters on a running cluster")
    } else {
        format!("cd {dir}/terraform && terraform init && terraform test && terraform apply")
    }
}
