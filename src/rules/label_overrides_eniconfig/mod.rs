//! A node label that beats the zone.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 519, name: "label-overrides-eniconfig", severity: Severity::Warning, fails_at: FailsAt::Boot, rulebook: &["C22"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

/// Looked at before every other label (C22).
const EXTERNAL: &str = "vpc.amazonaws.com/externalEniConfig";

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if model.pods.strategy.value != Strategy::EniConfig || reading.faults.touch("pods.strategy") {
        return;
    }
    for group in model.nodes.values() {
        if let Some(value) = group.labels.get(EXTERNAL) {
            sink.push(
                Diagnostic::new(
                    &CODE,
                    format!("nodes with this label take the ENIConfig `{}`, whatever their zone", value.value.escape_debug()),
                )
                .at(&value.span, format!("`{EXTERNAL}` beats the zone"))
                .also(&model.pods.strategy.span, "ENIConfigs are named by zone")
                .help("remove the label: nodes find the ENIConfig of their zone by themselves"),
            );
        }
    }
}
