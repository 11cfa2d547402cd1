//! Service addresses that a connected network has, too.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::free_block::free_service_cidr;
use crate::planning::reach::{Meeting, meetings};
use crate::planning::service::{given, lawful};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 703, name: "service-cidr-overlaps-connected", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["E4"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("cluster.service_cidr") || reading.faults.touch("vpc.cidr") {
        return;
    }
    let Some(service) = model.cluster.service_cidr().filter(|service| lawful(service.value)) else { return };
    let found = meetings(model, &[service]);
    // The gravest says it all: another block cures them together.
    if let Some(worst) = found.iter().find(|meeting| !meeting.summary).or_else(|| found.first()) {
        sink.push(finding(reading, worst));
    }
}

fn finding(reading: &Reading, meeting: &Meeting<'_>) -> Diagnostic {
    let model = &reading.model;
    let Meeting { ours, name, theirs, summary, .. } = *meeting;
    let written = given(model).is_some();
    let existing = model.cluster.existing().is_some();
    let severity = match (summary, existing) {
        (true, _) => Severity::Note,
        (false, true) => Severity::Warning,
        (false, false) => Severity::Error,
    };
    let finding =
        Diagnostic::new(&CODE, format!("`{}` of Services overlaps `{}` of `{name}`", ours.value, theirs.value)).severity(severity);
    let finding = if written {
        finding.at(&ours.span, "").also(&theirs.span, meeting.behind())
    } else {
        finding.at(&theirs.span, meeting.behind()).also(&ours.span, format!("no `service_cidr`: eksnet takes `{}`", ours.value))
    };
    let finding = finding.note(format!("pods do not reach hosts with addresses of `{}` over there: Services win", meeting.shared()));
    if existing {
        return finding.help("the cluster keeps its block for life: allow this rule if nobody here calls those hosts");
    }
    let elsewhere = |block| model.connected.values().all(|network| network.cidrs.iter().all(|cidr| !cidr.overlaps(block)));
    match free_service_cidr(model).filter(|block| elsewhere(*block)) {
        Some(instead) if written => finding.help(format!("write `{instead}`")).patch(&ours.span, format!("\"{instead}\""), false),
        Some(instead) => finding.help(format!("add `service_cidr = \"{instead}\"` under `[cluster]`")),
        None => finding.help("choose a block of a private range that has no hosts over there"),
    }
}
