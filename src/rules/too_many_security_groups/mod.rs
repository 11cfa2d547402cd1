//! More security groups than an interface takes.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

/// Groups of an interface unless AWS has raised the quota (2026-09).
const QUOTA: usize = 5;

static CODE: Code =
    Code { number: 302, name: "too-many-security-groups", severity: Severity::Error, fails_at: FailsAt::Boot, rulebook: &["C25"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let groups = &reading.model.pods.security_groups;
    let Some(sixth) = groups.get(QUOTA) else { return };
    sink.push(
        Diagnostic::new(&CODE, format!("pods get {} security groups; an interface takes {QUOTA}", groups.len()))
            .at(&sixth.span, "one too many")
            .note("the quota can be raised to 16 (2026-09); CreateNetworkInterface answers `SecurityGroupsPerInterfaceLimitExceeded`")
            .help("merge groups; once AWS has raised the quota, allow `too-many-security-groups` under `[checks]` with that reason"),
    );
}
