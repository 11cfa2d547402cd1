//! Bottlerocket where this version would start Amazon Linux.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::node_group::{AmiFamily, NodeKind};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 613,
    name: "bottlerocket-needs-a-managed-group",
    severity: Severity::Error,
    fails_at: FailsAt::Boot,
    rulebook: &["M10", "M16"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    for (name, group) in &reading.model.nodes {
        if reading.faults.touch(&format!("nodes.{name}")) || group.image.family != AmiFamily::Bottlerocket {
            continue;
        }
        // Both get a NodeConfig, which is nodeadm's language: Bottlerocket reads TOML settings and would not join.
        let why = match (group.kind.value, &group.image.id) {
            (NodeKind::SelfManaged, _) => "a self-managed group starts Amazon Linux 2023",
            (NodeKind::Managed, Some(_)) => "with an image of your own the group gets nodeadm's user data",
            _ => continue,
        };
        sink.push(
            Diagnostic::new(&CODE, format!("this version of eksnet does not write Bottlerocket's user data for node group `{name}`"))
                .at(&group.kind.span, why)
                .help("use a managed group without `ami_id`, or leave `ami_family` out"),
        );
    }
}
