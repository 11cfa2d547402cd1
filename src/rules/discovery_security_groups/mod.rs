//! Security groups that no tag can give to pods.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 528, name: "discovery-security-groups", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &["C15", "P19"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let pods = &reading.model.pods;
    if reading.faults.touch("pods") || !matches!(pods.strategy.value, Strategy::Discovery { .. }) {
        return;
    }
    if let Some(group) = pods.security_groups.first() {
        sink.push(
            Diagnostic::new(&CODE, "discovered subnets give pods the security groups of their node, not others")
                .at(&group.span, "")
                .also(&pods.strategy.span, "")
                .help("remove `security_groups`, or choose the strategy `eniconfig`, which has groups of its own for pods"),
        );
    }
}
