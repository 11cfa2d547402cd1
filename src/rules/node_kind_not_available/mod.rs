//! Kinds of nodes that this version does not generate with a strategy.

use crate::config::suggest::alternatives;
use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 806, name: "node-kind-not-available", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &[] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("pods.strategy") || !available::strategy(model) {
        return;
    }
    let kinds = available::kinds(&model.pods.strategy.value);
    for (name, group) in &model.nodes {
        if !kinds.contains(&group.kind.value) && !reading.faults.touch(&format!("nodes.{name}.kind")) {
            sink.push(
                Diagnostic::new(
                    &CODE,
                    format!(
                        "this version of eksnet generates no `{}` nodes with the strategy `{}`",
                        group.kind.value, model.pods.strategy.value
                    ),
                )
                .at(&group.kind.span, "")
                .also(&model.pods.strategy.span, "")
                .help(format!("choose {}", alternatives(kinds.iter().map(|kind| kind.as_str())))),
            );
        }
    }
}
