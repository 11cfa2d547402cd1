//! A pod range that a connected network uses as well.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::connected::Via;
use crate::model::network::Reading;
use crate::rules::connected::{blocks, unroutable};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 702,
    name: "pod-range-in-use-elsewhere",
    severity: Severity::Warning,
    fails_at: FailsAt::Runtime,
    rulebook: &["V16", "V23", "N8"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    if reading.faults.touch("vpc.secondary_cidrs") || reading.faults.touch("pods.strategy") {
        return;
    }
    let model = &reading.model;
    for block in blocks(model) {
        let Some(own) = unroutable(model).into_iter().find(|own| own.value.overlaps(block.cidr.value)) else { continue };
        let finding = Diagnostic::new(&CODE, format!("`{}` of `{}` overlaps the pod range `{}`", block.cidr.value, block.name, own.value))
            .at(&own.span, "known to this VPC alone")
            .also(&block.cidr.span, format!("reached by {}", block.network.via.value));
        sink.push(match block.network.via.value {
            Via::Peering => finding
                .severity(Severity::Error)
                .note("a peering connection fails when any two blocks overlap, routed or not (V16)")
                .help("choose a pod range that the peer does not have, such as another /16 of `100.64.0.0/10`"),
            Via::TransitGateway | Via::DirectConnect | Via::Vpn => finding
                .note("nodes translate pod addresses, so others see no conflict; but what has these addresses there, pods and nodes here cannot reach: the VPC's own route wins")
                .help("choose another /16 of `100.64.0.0/10`, or allow this with a reason if nothing here ever talks to those hosts"),
        });
    }
}
