//! IPv6 pods in a VPC without IPv6 addresses.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 231, name: "ipv6-pods-without-block", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["E7"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("vpc") || reading.faults.touch("pods.strategy") || model.pods.strategy.value != Strategy::Ipv6 {
        return;
    }
    if model.vpc.created().is_some_and(|created| created.ipv6.is_none()) {
        sink.push(
            Diagnostic::new(&CODE, "pods have IPv6 addresses, and the VPC has none")
                .at(&model.pods.strategy.span, "every subnet of the cluster needs an IPv6 block of its own")
                .also(&model.vpc.cidr.span, "the VPC's only addresses")
                .help("add `ipv6 = \"amazon\"` under `[vpc]`, or `ipv6 = { ipam_pool = \"ipam-pool-…\", netmask_length = 56 }`"),
        );
    }
}
