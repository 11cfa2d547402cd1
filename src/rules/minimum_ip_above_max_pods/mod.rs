//! A minimum beyond what a node can run.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::node_group::NodeGroup;
use crate::planning::group::{kubelet_limit, node_mode, smallest};
use crate::planning::max_pods::HOST_NETWORK_PODS;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 506, name: "minimum-ip-above-max-pods", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &["M15"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("cni") || reading.faults.touch("nodes") {
        return;
    }
    let Some(mode) = node_mode(model) else { return };
    let Some(minimum) = model.cni.targets.minimum_ip.as_ref() else { return };
    let limits: Option<Vec<(&NodeGroup, u32)>> =
        model.nodes.values().map(|group| Some((group, kubelet_limit(group, &smallest(group, mode)?)))).collect();
    // Only when it is too much for every group: one setting serves them all.
    let Some((group, most)) = limits.unwrap_or_default().into_iter().max_by_key(|(_, limit)| *limit) else { return };
    if minimum.value > most {
        sink.push(
            Diagnostic::new(&CODE, format!("`minimum_ip_target` is {}, and no node runs more than {most} pods", minimum.value))
                .at(&minimum.span, "addresses that no pod can use")
                .also(&group.span, format!("at most {most} pods"))
                .help(format!("lower it to {} or less", most.saturating_sub(HOST_NETWORK_PODS).max(1))),
        );
    }
}
