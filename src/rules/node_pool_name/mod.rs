//! Groups that cannot be NodePools of that name.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::node_group::NodeKind;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 523, name: "node-pool-name", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["A8", "A13"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

/// EKS's own pools; it puts them back, or deletes them, as the cluster's setting says.
const BUILT_IN: [&str; 2] = ["general-purpose", "system"];

fn check(reading: &Reading, sink: &mut Sink) {
    for (name, group) in &reading.model.nodes {
        if !matches!(group.kind.value, NodeKind::Auto | NodeKind::Karpenter) || reading.faults.touch(&format!("nodes.{name}.kind")) {
            continue;
        }
        let text = name.as_str();
        if group.kind.value == NodeKind::Auto && BUILT_IN.contains(&text) {
            sink.push(
                Diagnostic::new(&CODE, format!("`{name}` is one of EKS's own NodePools"))
                    .at(&group.span, "EKS takes back what is changed there")
                    .help("choose another name"),
            );
        } else if !text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') || text.ends_with('-') {
            let fixed = text.to_ascii_lowercase().replace('_', "-");
            sink.push(
                Diagnostic::new(&CODE, format!("a NodePool cannot be called `{name}`"))
                    .at(&group.span, "Kubernetes takes lower-case letters, digits and `-`")
                    .help(format!("call the group `{}`", fixed.trim_end_matches('-'))),
            );
        }
    }
}
