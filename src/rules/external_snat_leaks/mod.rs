//! Pod addresses that leave the VPC although nobody can answer them.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 704, name: "external-snat-leaks", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["N3", "N1"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let leaks = model.cni.external_snat.value && !model.pods.routable.value && model.pods.strategy.has_pod_subnets();
    if !leaks || ["cni.external_snat", "pods.routable", "pods.strategy"].into_iter().any(|path| reading.faults.touch(path)) {
        return;
    }
    let gateway = model.vpc.created().and_then(|created| created.transit_gateway.as_ref());
    let adopted = model.vpc.adopted().is_some();
    if model.connected.is_empty() && gateway.is_none() && !adopted {
        return;
    }
    let span = &model.cni.external_snat.span;
    let mut finding = Diagnostic::new(&CODE, "pod addresses leave the VPC, and nobody beyond it can answer them")
        .at(span, "nodes do not translate")
        .also(&model.pods.routable.span, "pods are not routable");
    if let Some((name, network)) = model.connected.iter().next() {
        finding = finding.also(&network.span, format!("`{name}` would answer into nowhere"));
    }
    if adopted {
        finding = finding.severity(Severity::Warning).note("a private NAT gateway in the pod subnets' route tables would do it");
    }
    sink.push(finding.help("write `false`: nodes then lend pods their address").patch(span, "false", false));
}
