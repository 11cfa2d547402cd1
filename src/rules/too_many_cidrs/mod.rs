//! More blocks than a VPC's quota.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

/// Blocks of a VPC unless AWS has raised the quota L-83CA0A9D (2026-09).
const QUOTA: usize = 5;
/// What it can be raised to.
const CEILING: usize = 50;

static CODE: Code = Code { number: 301, name: "too-many-cidrs", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["V4"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let vpc = &reading.model.vpc;
    let count = vpc.blocks().count();
    if !(QUOTA + 1..=CEILING).contains(&count) {
        return;
    }
    let Some(sixth) = vpc.blocks().nth(QUOTA) else { return };
    sink.push(
        Diagnostic::new(&CODE, format!("the VPC gets {count} blocks; the quota is {QUOTA}"))
            .at(&sixth.span, "one too many")
            .also(&vpc.cidr.span, "the primary block counts")
            .note("quota L-83CA0A9D, adjustable to 50 (2026-09); AWS answers `CidrLimitExceeded`")
            .help("take fewer, larger blocks; once AWS has raised the quota, allow `too-many-cidrs` under `[checks]` with that reason"),
    );
}
