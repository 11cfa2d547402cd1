//! Pods with addresses that a connected network has, too.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::connected::Via;
use crate::model::network::Reading;
use crate::planning::free_block::free_pod_block;
use crate::planning::reach::{Meeting, meetings, pod_ranges};
use crate::planning::vpc_blocks::{Judged, Place, Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 702,
    name: "pod-range-in-use-elsewhere",
    severity: Severity::Warning,
    fails_at: FailsAt::Runtime,
    rulebook: &["N8", "N11", "V14", "V16", "V23"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    if reading.faults.touch("vpc.cidr") {
        return;
    }
    let judged = judge(&reading.model.vpc);
    let found = meetings(&reading.model, &pod_ranges(&reading.model));
    let found: Vec<Meeting<'_>> = found.into_iter().filter(|meeting| !meeting.summary).collect();
    // One finding for a range and a network, however many blocks of it meet.
    for group in found.chunk_by(|a, b| a.ours.span == b.ours.span && a.name == b.name) {
        let ours = judged.iter().find(|judged| judged.block.span == group[0].ours.span);
        if let Some(ours) = ours.filter(|judged| judged.verdict == Verdict::Fine) {
            sink.push(finding(reading, ours, group));
        }
    }
}

fn finding(reading: &Reading, ours: &Judged<'_>, group: &[Meeting<'_>]) -> Diagnostic {
    let Meeting { name, network, theirs, .. } = group[0];
    let (block, shared) = (ours.block.value, group[0].shared());
    let mut finding = Diagnostic::new(&CODE, format!("the pod range `{block}` overlaps `{}` of `{name}`", theirs.value))
        .at(&ours.block.span, "pods here get these addresses")
        .also(&theirs.span, group[0].behind());
    if network.via.value == Via::Peering {
        finding = finding.severity(Severity::Error).note("AWS refuses a peering when any two blocks overlap, routed or not");
    } else {
        finding = finding.note(format!("packets for `{shared}` stay in this VPC: its pods and nodes do not reach those hosts of `{name}`"));
        if !reading.model.cni.external_snat.value {
            finding = finding.note(format!("the rest of `{name}` is reached: nodes lend pods their address (SNAT)"));
        }
    }
    if group.len() > 1 {
        finding = finding.note(format!("{} blocks of `{name}` overlap it", group.len()));
    }
    // Larger blocks than the new one leave it room (V14).
    if reading.model.vpc.adopted().is_some() && ours.place == Place::Added && shared == theirs.value {
        finding = finding.note(format!("AWS refuses the block if a route table of the VPC has a route to `{shared}`"));
    }
    match free_pod_block(&reading.model, block.prefix_len()).filter(|_| ours.place == Place::Added) {
        Some(instead) => finding.help(format!("write `{instead}`")).patch(&ours.block.span, format!("\"{instead}\""), false),
        None => finding.help("give pods another block, or allow this rule if nobody here calls those hosts"),
    }
}
