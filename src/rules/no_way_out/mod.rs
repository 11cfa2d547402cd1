//! Nodes that reach nothing of AWS.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::vpc::Nat;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 415, name: "no-way-out", severity: Severity::Error, fails_at: FailsAt::Boot, rulebook: &["N7"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let Some(created) = reading.model.vpc.created().filter(|_| reading.model.cluster.new_cluster().is_some()) else { return };
    let by_gateway = created.transit_gateway.as_ref().is_some_and(|gateway| gateway.default_route);
    if created.nat.value != Nat::None || created.endpoints || by_gateway || created.ipv6.is_some() || reading.faults.touch("vpc") {
        return;
    }
    sink.push(
        Diagnostic::new(&CODE, "nodes reach nothing of AWS, and do not join")
            .at(&created.nat.span, "no NAT gateway, and `endpoints = false`")
            .help("remove `endpoints = false`: without a NAT gateway eksnet then makes the endpoints that nodes need"),
    );
}
