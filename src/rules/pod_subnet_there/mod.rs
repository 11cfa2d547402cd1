//! Pod subnets that somebody else made.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::subnet::SubnetRole;
use crate::planning::subnets::placed;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 831, name: "pod-subnet-there", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &[] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    for found in placed(&reading.model) {
        let Some(id) = found.subnet.id().filter(|_| found.role == SubnetRole::Pod) else { continue };
        sink.push(
            Diagnostic::new(&CODE, format!("the pod subnet of `{}` exists already", found.zone))
                .at(&id.span, "eksnet makes pod subnets itself")
                .help(format!("give `{}` a free block: `pod = \"…\"`, or nothing, and it is carved", found.zone)),
        );
    }
}
