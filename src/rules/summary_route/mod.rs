//! A network that is declared by a summary route.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::connected::{blocks, is_summary};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 708, name: "summary-route", severity: Severity::Note, fails_at: FailsAt::Never, rulebook: &["V14"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    if reading.faults.touch("vpc.cidr") {
        return;
    }
    let model = &reading.model;
    for block in blocks(model).filter(|block| is_summary(model, block.cidr.value)) {
        sink.push(
            Diagnostic::new(
                &CODE,
                format!("`{}` of `{}` contains the whole VPC: it is taken for a summary route", block.cidr.value, block.name),
            )
            .at(&block.cidr.span, "")
            .also(&model.vpc.cidr.span, "the VPC's own routes are more specific and win")
            .help("list the networks that really are there, so that overlaps with them can be found"),
        );
    }
}
