//! Node groups on an existing cluster whose CNI comes later.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cni::Install;
use crate::model::network::Reading;
use crate::model::node_group::NodeKind;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 805, name: "nodes-need-the-addon", severity: Severity::Error, fails_at: FailsAt::Boot, rulebook: &["C13"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let install = &model.cni.install;
    if ["cni.install", "cluster.source", "pods.strategy"].iter().any(|path| reading.faults.touch(path)) || !available::strategy(model) {
        return;
    }
    if model.cluster.existing().is_none() || install.value == Install::Addon || !model.pods.strategy.value.has_aws_node() {
        return;
    }
    for (name, group) in &model.nodes {
        if matches!(group.kind.value, NodeKind::Managed | NodeKind::SelfManaged) && !reading.faults.touch(&format!("nodes.{name}")) {
            sink.push(
                Diagnostic::new(&CODE, format!("the nodes of `{name}` would start before `{}` configures the CNI", install.value.as_str()))
                    .at(&group.kind.span, "Terraform makes them first")
                    .also(&install.span, "comes after Terraform")
                    .help("write `install = \"addon\"`, or make the group later and declare it as `kind = \"existing\"`"),
            );
        }
    }
}
