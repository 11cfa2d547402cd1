//! Types of two architectures in one group.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::node_group::NodeKind;
use crate::planning::instances::is_arm;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 608, name: "mixed-architectures", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &[] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    for (name, group) in &reading.model.nodes {
        if !matches!(group.kind.value, NodeKind::Managed | NodeKind::SelfManaged) || reading.faults.touch(&format!("nodes.{name}")) {
            continue;
        }
        let Some(first) = group.instance_types.first() else { continue };
        let arm = is_arm(first.as_str());
        if let Some(other) = group.instance_types.iter().find(|type_| is_arm(type_.as_str()) != arm) {
            sink.push(
                Diagnostic::new(&CODE, format!("the types of `{name}` have two architectures: its nodes have one image"))
                    .at(&other.span, if arm { "x86_64" } else { "arm64" })
                    .also(&first.span, if arm { "arm64" } else { "x86_64" })
                    .help("make a group for each architecture"),
            );
        }
    }
}
