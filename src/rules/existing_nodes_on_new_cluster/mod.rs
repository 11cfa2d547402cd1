//! Nodes that exist before their cluster.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::node_group::NodeKind;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 807, name: "existing-nodes-on-new-cluster", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &[] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if ["cluster.source", "pods.strategy"].iter().any(|path| reading.faults.touch(path)) || !available::strategy(model) {
        return;
    }
    if model.cluster.existing().is_some() {
        return;
    }
    for group in model.nodes.values().filter(|group| group.kind.value == NodeKind::Existing) {
        sink.push(
            Diagnostic::new(&CODE, "a new cluster has no nodes yet")
                .at(&group.kind.span, "")
                .also(&model.cluster.source_span, "eksnet makes this cluster")
                .help("write `kind = \"managed\"` or `\"self_managed\"`, or `source = \"existing\"` for a cluster that exists"),
        );
    }
}
