//! Strategies that this version does not generate.

use crate::config::suggest::alternatives;
use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 803, name: "strategy-not-available", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &[] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let strategy = &reading.model.pods.strategy;
    if reading.faults.touch("pods.strategy") || available::strategy(&reading.model) {
        return;
    }
    sink.push(
        Diagnostic::new(&CODE, format!("this version of eksnet does not generate the strategy `{}`", strategy.value))
            .at(&strategy.span, "")
            .help(format!("choose {}", alternatives(available::STRATEGIES.iter().copied()))),
    );
}
