//! More pods planned on a node than it takes.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::node_group::NodeGroup;
use crate::planning::group::{Carries, kubelet_limit, max_pods_counts, node_mode, smallest};
use crate::planning::instances::find;
use crate::planning::max_pods::{HOST_NETWORK_PODS, NodeMode, max_pods};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 601,
    name: "pods-per-node-above-max-pods",
    severity: Severity::Error,
    fails_at: FailsAt::Runtime,
    rulebook: &["M2", "M4", "M10", "M12"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let Some(mode) = node_mode(model).filter(|_| !reading.faults.touch("cni") && !reading.faults.touch("pods.strategy")) else { return };
    for (name, group) in &model.nodes {
        let Some(planned) = group.pods_per_node.as_ref().filter(|_| !reading.faults.touch(&format!("nodes.{name}"))) else { continue };
        let Some(type_) = smallest(group, mode).filter(|type_| counts(group, mode, type_)) else { continue };
        let limit = kubelet_limit(group, &type_).min(type_.max_pods.by_addresses);
        let room = limit.saturating_sub(HOST_NETWORK_PODS);
        if planned.value <= room {
            continue;
        }
        let at = &group.instance_types[type_.index];
        let finding = Diagnostic::new(&CODE, format!("{} pods are planned on a node of `{name}`, which takes {room}", planned.value))
            .at(&planned.span, "those on the host\'s network not counted");
        let own = group.max_pods.as_ref().filter(|own| max_pods_counts(group) && own.value < type_.max_pods.pods);
        let finding = match own {
            Some(own) => finding.also(&own.span, "what the kubelet is told"),
            None if group.instance_types.len() > 1 => finding.also(&at.span, format!("the smallest here: {} (M12)", type_.sum())),
            None => finding.also(&at.span, type_.sum()),
        };
        let helped = type_.limits.prefix_capable && !mode.prefix_delegation && own.is_none();
        sink.push(if helped {
            let with = max_pods(&type_.limits, NodeMode { prefix_delegation: true, ..mode }).pods.saturating_sub(HOST_NETWORK_PODS);
            finding.help(format!("plan {room} or fewer, or set `prefix_delegation = true` under `[cni]`: then it takes {with}"))
        } else {
            finding.help(format!("plan {room} or fewer, or choose types with more interfaces"))
        });
    }
}

/// Whether the sum means anything: interfaces are left, and prefixes are what they seem.
fn counts(group: &NodeGroup, mode: NodeMode, type_: &Carries) -> bool {
    let xen =
        mode.prefix_delegation && group.instance_types.iter().any(|name| find(name.as_str()).is_some_and(|limits| !limits.prefix_capable));
    type_.max_pods.enis > 0 && !xen
}
