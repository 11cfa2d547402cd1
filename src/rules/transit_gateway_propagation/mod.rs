//! A pod range that a transit gateway must not learn.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::connected::Via;
use crate::model::network::Reading;
use crate::rules::connected::unroutable;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 706,
    name: "transit-gateway-propagation",
    severity: Severity::Note,
    fails_at: FailsAt::Runtime,
    rulebook: &["N8", "N9"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    // A VPC made here is attached with propagation off; what others attached, eksnet does not see.
    if model.vpc.adopted().is_none() || reading.faults.touch("vpc") || reading.faults.touch("pods.strategy") {
        return;
    }
    let Some(block) = unroutable(model).into_iter().find(|block| block.value.is_shared()) else { return };
    let Some((name, network)) = model.connected.iter().find(|(_, network)| network.via.value == Via::TransitGateway) else { return };
    sink.push(
        Diagnostic::new(&CODE, format!("the transit gateway to `{name}` must not learn `{}`", block.value))
            .at(&block.span, "an attachment that propagates would announce it")
            .also(&network.via.span, "")
            .note("where another VPC has the same range, the first one wins, and the other's pods lose their answers (N8)")
            .help(format!("turn propagation off for the attachment, and keep a static route for `{}` alone", model.vpc.cidr.value)),
    );
}
