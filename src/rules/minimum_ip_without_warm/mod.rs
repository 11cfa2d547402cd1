//! A minimum that is a hard cap.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::node_group::NodeGroup;
use crate::planning::group::{kubelet_limit, node_mode, smallest};
use crate::planning::max_pods::{ADDRESSES_PER_PREFIX, HOST_NETWORK_PODS};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 502, name: "minimum-ip-without-warm", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["P13"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    if ["cni.warm_ip_target", "cni.prefix_delegation"].iter().any(|path| reading.faults.touch(path)) {
        return;
    }
    let Some(mode) = node_mode(model) else { return };
    let Some(minimum) = cni.targets.minimum_ip.as_ref().filter(|n| n.value > 0) else { return };
    if cni.targets.warm_ip.as_ref().is_some_and(|n| n.value > 0) {
        return;
    }
    let held = |prefixes: bool| if prefixes { minimum.value.div_ceil(ADDRESSES_PER_PREFIX) * ADDRESSES_PER_PREFIX } else { minimum.value };
    // Where no node runs more pods than the minimum, nothing is missing.
    let enough = |group: &NodeGroup| {
        smallest(group, mode)
            .is_some_and(|type_| kubelet_limit(group, &type_).saturating_sub(HOST_NETWORK_PODS) <= held(type_.max_pods.prefixes))
    };
    if !model.nodes.is_empty() && model.nodes.values().all(enough) {
        return;
    }
    let cap = held(mode.prefix_delegation);
    let finding = Diagnostic::new(&CODE, format!("pod {} of a node never gets an address: `minimum_ip_target` stands alone", cap + 1))
        .at(&minimum.span, "without `warm_ip_target` a node holds so many addresses and never more");
    let finding = match &cni.targets.warm_ip {
        Some(zero) => finding.also(&zero.span, "0 means unset"),
        None => finding,
    };
    sink.push(finding.help("set `warm_ip_target` as well, to 1 or more"));
}
