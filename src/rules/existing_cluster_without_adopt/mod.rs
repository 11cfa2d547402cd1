//! A running cluster about whose aws-node nothing is said.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cni::Install;
use crate::model::network::Reading;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 514,
    name: "existing-cluster-without-adopt",
    severity: Severity::Warning,
    fails_at: FailsAt::Apply,
    rulebook: &["C39", "C40"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    if ["cni", "cluster.source", "pods.strategy"].iter().any(|path| reading.faults.touch(path)) {
        return;
    }
    if cni.adopt_given || model.cluster.existing().is_none() {
        return;
    }
    if !available::strategy(model) || !model.pods.strategy.value.has_aws_node() || cni.install.value == Install::Manifests {
        return;
    }
    let span = if cni.install.span.is_empty() { &model.cluster.source_span } else { &cni.install.span };
    let finding = Diagnostic::new(&CODE, "nothing is said about the aws-node that the cluster has");
    let help = "add `adopt = \"self_managed\"` if EKS installed it, `\"addon\"` for the managed add-on, or `false` if there is none";
    sink.push(match cni.install.value {
        Install::Helm => finding.at(span, "Helm refuses objects that it does not own").help(help),
        _ => finding.at(span, "EKS refuses an add-on that is there already").help(help).severity(Severity::Note),
    });
}
