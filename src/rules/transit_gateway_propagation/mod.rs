//! What a transit gateway learns of the pods' addresses.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::connected::Via;
use crate::model::network::Reading;
use crate::planning::reach::pod_ranges;
use crate::planning::vpc_blocks::{Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 706, name: "transit-gateway-propagation", severity: Severity::Note, fails_at: FailsAt::Never, rulebook: &["N8", "N9"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    // What eksnet attaches itself, it attaches without propagation. About blocks that cannot be there is more to say first.
    if model.vpc.adopted().is_none()
        || reading.faults.touch("vpc")
        || judge(&model.vpc).iter().any(|judged| judged.verdict != Verdict::Fine)
    {
        return;
    }
    let ranges = pod_ranges(model);
    let Some(range) = ranges.first() else { return };
    let Some(network) = model.connected.values().find(|network| network.via.value == Via::TransitGateway) else { return };
    sink.push(
        Diagnostic::new(&CODE, format!("a transit gateway may propagate `{}`, which only pods use", range.value))
            .at(&range.span, "pods alone")
            .also(&network.via.span, "the VPC is on a transit gateway")
            .note("another VPC with the same range would be attached but not propagated: the first one wins")
            .help(format!(
                "have propagation turned off for the VPC's attachment, and a static route added for `{}` alone",
                model.vpc.cidr.value
            )),
    );
}
