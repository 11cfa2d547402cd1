//! Secondary blocks in which nothing would be.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 535, name: "unused-secondary-block", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &["V23"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("vpc.secondary_cidrs") || reading.faults.touch("pods.strategy") || model.pods.strategy.value.has_pod_subnets() {
        return;
    }
    if let Some(block) = model.vpc.secondary_cidrs.first() {
        sink.push(
            Diagnostic::new(&CODE, format!("with the strategy `{}` no subnet would be in `{}`", model.pods.strategy.value, block.value))
                .at(&block.span, "")
                .also(&model.pods.strategy.span, "has no pod subnets")
                .help("remove `secondary_cidrs`, or choose `strategy = \"eniconfig\"` or `\"discovery\"`"),
        );
    }
}
