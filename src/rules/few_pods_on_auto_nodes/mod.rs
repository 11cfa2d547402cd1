//! Nodes of Auto Mode that carry next to no pods, or fewer than planned.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;
use crate::model::network::Reading;
use crate::model::node_group::{NodeGroup, NodeKind};
use crate::model::pods::Strategy;
use crate::planning::auto_density::{fewest_by_vcpus, pods_beside};
use crate::planning::instances;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 525, name: "few-pods-on-auto-nodes", severity: Severity::Warning, fails_at: FailsAt::Runtime, rulebook: &["M7", "A5"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

/// A node has `DaemonSets` to run before anything else.
const NEXT_TO_NONE: u32 = 3;

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("pods.strategy") || !matches!(model.pods.strategy.value, Strategy::AutoMode { .. }) {
        return;
    }
    for (name, group) in &model.nodes {
        if group.kind.value != NodeKind::Auto || reading.faults.touch(&format!("nodes.{name}")) {
            continue;
        }
        let planned = group.pods_per_node.as_ref();
        for (what, pods, span) in choices(group) {
            let finding = Diagnostic::new(&CODE, format!("{what} may have addresses for {pods} pods only"))
                .at(&span, "its first interface carries none, as pods have subnets of their own");
            match planned {
                Some(planned) if planned.value > pods => {
                    sink.push(finding.also(&planned.span, "planned").help("remove it from the choice, or plan fewer pods"));
                }
                _ if pods <= NEXT_TO_NONE => sink.push(finding.help("remove it from the choice")),
                _ => {}
            }
        }
    }
}

/// What EKS may choose, with the fewest pods that it carries.
fn choices(group: &NodeGroup) -> Vec<(String, u32, Span)> {
    if !group.instance_types.is_empty() {
        let known = group.instance_types.iter().filter_map(|name| Some((name, instances::find(name.as_str())?)));
        return known.map(|(name, limits)| (format!("a `{}`", name.value), pods_beside(&limits), name.span.clone())).collect();
    }
    let categories: Vec<&str> = group.requirements.instance_categories.iter().map(|category| category.as_str()).collect();
    let fewest = fewest_by_vcpus(if categories.is_empty() { &["c", "m", "r"] } else { &categories });
    let cpus = group.requirements.instance_cpus.iter();
    cpus.filter_map(|cpu| Some((format!("a node of {} vCPU", cpu.value), *fewest.get(&cpu.value)?, cpu.span.clone()))).collect()
}
