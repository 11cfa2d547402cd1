//! A network excluded from translation that cannot answer pods.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::connected::blocks;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 705, name: "exclude-snat-leaks", severity: Severity::Warning, fails_at: FailsAt::Runtime, rulebook: &["N4"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("cni.exclude_snat_cidrs") || reading.faults.touch("pods.routable") || model.pods.routable.value {
        return;
    }
    for excluded in &model.cni.exclude_snat_cidrs {
        let Some(block) = blocks(model).find(|block| block.cidr.value.overlaps(excluded.value)) else { continue };
        sink.push(
            Diagnostic::new(&CODE, format!("nodes do not translate for `{}`, but `{}` cannot answer pods", excluded.value, block.name))
                .at(&excluded.span, "")
                .also(&block.cidr.span, "sees pod addresses that it cannot route to")
                .also(&model.pods.routable.span, "pods are not routable")
                .help("remove it from `exclude_snat_cidrs`"),
        );
    }
}
