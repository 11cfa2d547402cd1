//! Settings of a group whose nodes EKS chooses.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;
use crate::model::network::Reading;
use crate::model::node_group::NodeKind;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 521, name: "auto-mode-group-settings", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &["A13"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    for (name, group) in &reading.model.nodes {
        let path = format!("nodes.{name}");
        if group.kind.value != NodeKind::Auto || reading.faults.touch(&path) {
            continue;
        }
        let max_nodes = Some(&group.scaling.max.span).filter(|span| **span != group.span);
        let settings: [(&str, Option<&Span>, &str); 2] = [
            ("max", max_nodes, "write `cpu_limit` instead: the vCPUs of all its nodes together"),
            ("max_pods", group.max_pods.as_ref().map(|pods| &pods.span), "remove it"),
        ];
        for (key, span, help) in settings {
            if let Some(span) = span {
                sink.push(
                    Diagnostic::new(&CODE, format!("`{key}` has no effect in `{name}`"))
                        .at(span, if key == "max" { "a NodePool counts no nodes" } else { "EKS sets it on its own nodes" })
                        .also(&group.kind.span, "EKS makes these nodes")
                        .help(help),
                );
            }
        }
    }
}
