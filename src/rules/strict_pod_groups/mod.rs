//! What pods with groups of their own lose in strict mode.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 517, name: "strict-pod-groups", severity: Severity::Warning, fails_at: FailsAt::Runtime, rulebook: &["C8", "C9", "N3"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    let on = &cni.security_groups_for_pods;
    let standard = cni.env.get("POD_SECURITY_GROUP_ENFORCING_MODE").is_some_and(|mode| mode.value.value == "standard");
    if reading.faults.touch("cni") || !model.pods.strategy.value.has_warm_targets() || !on.value || standard {
        return;
    }
    let help = "add `POD_SECURITY_GROUP_ENFORCING_MODE = \"standard\"` under `[cni.env]`";
    if let Some(demux) = cni.env.get("DISABLE_TCP_EARLY_DEMUX").filter(|demux| demux.value.value == "false") {
        sink.push(
            Diagnostic::new(&CODE, "the kubelet's TCP probes fail for pods with groups of their own")
                .at(&demux.value.span, "")
                .also(&on.span, "strict mode is the default")
                .help("remove `DISABLE_TCP_EARLY_DEMUX`: eksnet sets it to `true`"),
        );
    }
    if cni.network_policy.value {
        sink.push(
            Diagnostic::new(&CODE, "network policies do not reach pods with groups of their own")
                .at(&cni.network_policy.span, "")
                .also(&on.span, "strict mode is the default")
                .help(help),
        );
    }
    if let Some(network) = model.connected.values().next().filter(|_| !model.pods.routable.value && !reading.faults.touch("pods")) {
        sink.push(
            Diagnostic::new(&CODE, "pods with groups of their own leave with addresses that connected networks cannot answer")
                .at(&on.span, "strict mode is the default: nodes do not translate for them")
                .also(&network.span, "one of them")
                .help(help),
        );
    }
}
