//! A pod limit beyond the addresses of a node.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::group::{max_pods_counts, node_mode, smallest};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 602,
    name: "max-pods-above-addresses",
    severity: Severity::Error,
    fails_at: FailsAt::Runtime,
    rulebook: &["M11", "M12"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let Some(mode) = node_mode(model).filter(|_| !reading.faults.touch("cni") && !reading.faults.touch("pods.strategy")) else { return };
    for (name, group) in &model.nodes {
        let own = group.max_pods.as_ref().filter(|_| max_pods_counts(group) && !reading.faults.touch(&format!("nodes.{name}")));
        let Some(own) = own else { continue };
        let Some(type_) = smallest(group, mode).filter(|type_| type_.max_pods.enis > 0) else { continue };
        let most = type_.max_pods.by_addresses;
        if own.value <= most || (mode.prefix_delegation && !type_.max_pods.prefixes) {
            continue;
        }
        sink.push(
            Diagnostic::new(&CODE, format!("the kubelet of `{name}` would take {} pods, and a node has addresses for {most}", own.value))
                .at(&own.span, "the others hang in `ContainerCreating`")
                .also(&group.instance_types[type_.index].span, type_.sum())
                .help(format!("write `max_pods = {}`, or remove it: that is what eksnet sets", type_.max_pods.pods))
                .patch(&own.span, type_.max_pods.pods.to_string(), false),
        );
    }
}
