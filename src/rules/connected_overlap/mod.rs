//! Routable addresses of the VPC that a connected network has too.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::connected::{blocks, is_summary, routable};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 701,
    name: "connected-overlap",
    severity: Severity::Error,
    fails_at: FailsAt::Runtime,
    rulebook: &["V15", "V17", "N8", "N11"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    if reading.faults.touch("vpc.cidr") {
        return;
    }
    let model = &reading.model;
    for block in blocks(model) {
        if is_summary(model, block.cidr.value) {
            continue;
        }
        let Some(own) = routable(model).into_iter().find(|own| own.value.overlaps(block.cidr.value)) else { continue };
        sink.push(
            Diagnostic::new(&CODE, format!("`{}` of `{}` overlaps `{}` of the VPC", block.cidr.value, block.name, own.value))
                .at(&own.span, "addresses that others route to")
                .also(&block.cidr.span, format!("reached by {}", block.network.via.value))
                .note("where two networks have the same addresses, the VPC's own route wins inside it, and whoever came first outside")
                .help("give the VPC a block that no connected network has, or correct the declared network"),
        );
    }
}
