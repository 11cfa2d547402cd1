//! Managed node groups in a cluster whose CNI comes later.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cluster::ClusterSource;
use crate::model::network::Reading;
use crate::model::node_group::NodeKind;
use crate::model::pods::Strategy;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 541, name: "managed-nodes-before-calico", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["P23"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let touched = reading.faults.touch("cluster.source") || reading.faults.touch("pods.strategy");
    if touched || !available::strategy(model) || !matches!(model.cluster.source, ClusterSource::Native(_)) {
        return;
    }
    if !matches!(model.pods.strategy.value, Strategy::Calico { .. }) {
        return;
    }
    for (name, group) in &model.nodes {
        if group.kind.value == NodeKind::Managed && !reading.faults.touch(&format!("nodes.{name}.kind")) {
            sink.push(
                Diagnostic::new(&CODE, format!("the managed group `{name}` would wait for nodes that only Calico makes ready"))
                    .at(&group.kind.span, "EKS gives such a group up after some 25 minutes")
                    .also(&model.pods.strategy.span, "comes after the nodes: its operator runs on them")
                    .help("write `kind = \"self_managed\"`")
                    .patch(&group.kind.span, "\"self_managed\"", false),
            );
        }
    }
}
