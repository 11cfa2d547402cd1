//! A cluster in fewer than two zones.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;
use crate::model::network::{Model, Reading};
use crate::model::region::Zone;
use crate::model::subnet::SubnetRole;
use crate::rules::rule::{Check, Rule};

/// Zones that EKS wants (S4).
const LEAST: usize = 2;

static CODE: Code =
    Code { number: 404, name: "too-few-control-zones", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["S4", "S8"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if model.cluster.new_cluster().is_none() || ["zones", "subnets.control", "vpc.cidr"].into_iter().any(|path| reading.faults.touch(path))
    {
        return;
    }
    let has: Vec<&Zone> = model.subnets(SubnetRole::Control).map(|(zone, _)| zone).collect();
    // In an adopted VPC control subnets come from node subnets: without those, their absence is the fault.
    let no_nodes = model.vpc.adopted().is_some() && model.subnets(SubnetRole::Node).next().is_none();
    if has.len() >= LEAST || (has.is_empty() && no_nodes) {
        return;
    }
    let lacks: Vec<(&Zone, &Span)> = model
        .zones
        .iter()
        .filter(|(_, network)| network.subnet(SubnetRole::Control).is_none())
        .map(|(zone, network)| (zone, &network.span))
        .collect();
    let count = if has.is_empty() { "no zone" } else { "one zone" };
    let mut finding = Diagnostic::new(&CODE, format!("the cluster has control subnets in {count}; EKS wants two"));
    if lacks.is_empty() {
        finding = model.zones.values().fold(finding, |finding, network| finding.at(&network.span, "the only zone"));
    }
    for (_, span) in &lacks {
        finding = finding.at(span, "no control subnet");
    }
    sink.push(match lacks.first() {
        Some((zone, _)) if !has.is_empty() => finding.help(format!("give `{zone}` a control subnet, such as {}", example(model))),
        Some(_) if model.zones.len() >= LEAST => finding.help("add `control = { prefix = 28 }` under `[subnets]`"),
        _ => finding.help(format!("add a second zone, such as `[zones.{}]`", another(model))),
    });
}

fn example(model: &Model) -> &'static str {
    if model.vpc.adopted().is_some() { "`control = { id = \"subnet-…\", cidr = \"…\" }`" } else { "`control = { prefix = 28 }`" }
}

/// A zone of the Region that the file does not have.
fn another(model: &Model) -> String {
    let region = model.cluster.region.value;
    let letters = region.zone_letters().chars().map(|letter| format!("{region}{letter}"));
    letters.into_iter().find(|name| model.zones.keys().all(|zone| zone.as_str() != name)).unwrap_or_else(|| format!("{region}b"))
}
