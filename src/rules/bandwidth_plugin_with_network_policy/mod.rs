//! Two plugins that exclude each other.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 508,
    name: "bandwidth-plugin-with-network-policy",
    severity: Severity::Error,
    fails_at: FailsAt::Runtime,
    rulebook: &["C9"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let cni = &reading.model.cni;
    if let Some(plugin) = cni.env.get("ENABLE_BANDWIDTH_PLUGIN")
        && plugin.value.value == "true"
        && cni.network_policy.value
    {
        sink.push(
            Diagnostic::new(&CODE, "the bandwidth plugin and network policies exclude each other")
                .at(&plugin.value.span, "")
                .also(&cni.network_policy.span, "network policies are enforced")
                .help("remove one of them"),
        );
    }
}
