//! Two answers to which security group pods have.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 524,
    name: "isolate-with-security-groups",
    severity: Severity::Error,
    fails_at: FailsAt::Never,
    rulebook: &["A3", "A21"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let pods = &reading.model.pods;
    if reading.faults.touch("pods") || pods.strategy.value != (Strategy::AutoMode { isolate: true }) {
        return;
    }
    if let Some(group) = pods.security_groups.first() {
        sink.push(
            Diagnostic::new(&CODE, "`isolate` makes a security group for pods, and `security_groups` names others")
                .at(&group.span, "")
                .help("remove `security_groups`, or `isolate` when these groups keep pods apart"),
        );
    }
}
