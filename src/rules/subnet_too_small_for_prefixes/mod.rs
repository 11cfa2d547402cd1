//! Pod subnets without room for prefixes.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;
use crate::model::network::{Model, Reading};
use crate::model::pods::Strategy;
use crate::model::subnet::SubnetRole;
use crate::planning::subnets::{Placed, node_zones, placed};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 411, name: "subnet-too-small-for-prefixes", severity: Severity::Error, fails_at: FailsAt::Boot, rulebook: &["S24"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if !model.cni.prefix_delegation.value || model.pods.strategy.value != Strategy::EniConfig {
        return;
    }
    let nodes = nodes_a_zone(model);
    // Zones that share a prefix length under `[subnets]` share the finding.
    let mut said: Vec<&Span> = Vec::new();
    for found in placed(model) {
        let (block, span) = (found.subnet.cidr.value, &found.subnet.cidr.span);
        let prefixes = block.clean_prefixes();
        if found.role != SubnetRole::Pod || prefixes >= nodes.max(1) || said.contains(&span) {
            continue;
        }
        said.push(span);
        sink.push(finding(model, found, prefixes, nodes));
    }
}

fn finding(model: &Model, found: Placed<'_>, prefixes: u64, nodes: u64) -> Diagnostic {
    let block = found.subnet.cidr.value;
    // The longest prefix that gives every node one.
    let enough = (16..=26u8).rev().find(|length| (1u64 << (28 - length)) - 2 >= nodes.max(1)).unwrap_or(16);
    let finding = Diagnostic::new(&CODE, format!("the pod subnet `{block}` of `{}` has {}", found.zone, count(prefixes)))
        .at(&found.subnet.cidr.span, "the first and the last block of 16 hold addresses that AWS reserves")
        .also(&model.cni.prefix_delegation.span, "interfaces hold /28 prefixes")
        .help(format!("take a /{enough} or larger"));
    if prefixes == 0 {
        return finding;
    }
    finding.severity(Severity::Warning).note(format!("the zone may get {nodes} nodes, and each takes at least one prefix"))
}

fn count(prefixes: u64) -> String {
    match prefixes {
        0 => "no prefix to give".to_owned(),
        n => format!("{n} prefixes to give"),
    }
}

/// Nodes that a zone may get when the groups are as large as they may become, spread evenly.
fn nodes_a_zone(model: &Model) -> u64 {
    let zones = u64::try_from(node_zones(model).count().max(1)).unwrap_or(1);
    model.nodes.values().map(|group| u64::from(group.scaling.max.value)).sum::<u64>().div_ceil(zones)
}
