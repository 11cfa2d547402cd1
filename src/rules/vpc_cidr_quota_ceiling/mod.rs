//! More blocks than a VPC can ever have.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

/// What AWS raises the quota L-83CA0A9D to (2026-09).
const CEILING: usize = 50;

static CODE: Code =
    Code { number: 307, name: "vpc-cidr-quota-ceiling", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["V4"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let vpc = &reading.model.vpc;
    let Some(beyond) = vpc.blocks().nth(CEILING) else { return };
    sink.push(
        Diagnostic::new(&CODE, format!("the VPC gets {} blocks; no VPC has more than {CEILING}", vpc.blocks().count()))
            .at(&beyond.span, "one too many")
            .note("AWS raises the quota L-83CA0A9D no further (2026-09)")
            .help("take fewer, larger blocks: AWS takes them up to /16"),
    );
}
