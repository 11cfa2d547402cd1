//! Pods that nobody can answer, and nodes that do not translate.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 704, name: "external-snat-leaks", severity: Severity::Warning, fails_at: FailsAt::Runtime, rulebook: &["N3"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("cni.external_snat") || reading.faults.touch("pods.routable") {
        return;
    }
    let (snat, routable) = (&model.cni.external_snat, &model.pods.routable);
    let Some((name, network)) = model.connected.iter().next() else { return };
    if routable.value || !snat.value {
        return;
    }
    sink.push(
        Diagnostic::new(&CODE, "pods keep their own addresses on the way out, but nobody beyond the VPC can answer them")
            .at(&snat.span, "nodes do not translate")
            .also(&routable.span, "pods are not routable")
            .also(&network.span, format!("`{name}` would see pod addresses, and its answers would die"))
            .help("remove `external_snat`, or set `pods.routable = true` if every network can route to pods"),
    );
}
