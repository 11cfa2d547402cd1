//! Auto Mode whose pods would not come to the pod subnets.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::node_group::NodeKind;
use crate::model::pods::Strategy;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 522,
    name: "auto-mode-needs-auto-nodes",
    severity: Severity::Error,
    fails_at: FailsAt::Runtime,
    rulebook: &["A8", "A9"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let strategy = &model.pods.strategy;
    if reading.faults.touch("nodes") || reading.faults.touch("pods.strategy") || !matches!(strategy.value, Strategy::AutoMode { .. }) {
        return;
    }
    if !available::strategy(model) {
        return;
    }
    let mut others = false;
    for (name, group) in &model.nodes {
        if matches!(group.kind.value, NodeKind::Managed | NodeKind::SelfManaged) {
            others = true;
            sink.push(
                Diagnostic::new(&CODE, format!("pods on nodes of `{name}` would have addresses of the node subnets"))
                    .at(&group.kind.span, "a NodeClass reaches only nodes that EKS makes")
                    .also(&strategy.span, "")
                    .help("write `kind = \"auto\"`, or choose the strategy `eniconfig` or `discovery` for such nodes"),
            );
        }
    }
    if !others && model.nodes.values().all(|group| group.kind.value == NodeKind::Existing) {
        sink.push(
            Diagnostic::new(&CODE, "nothing starts nodes whose pods use the pod subnets")
                .at(&strategy.span, "EKS's own pools keep their pods in the node subnets")
                .help("add a group `[nodes.general]` with `kind = \"auto\"`"),
        );
    }
}
