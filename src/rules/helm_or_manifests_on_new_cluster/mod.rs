//! Nodes of a new cluster that would start before their CNI is configured.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cni::Install;
use crate::model::network::Reading;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 802, name: "helm-or-manifests-on-new-cluster", severity: Severity::Error, fails_at: FailsAt::Boot, rulebook: &["C13"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let install = &model.cni.install;
    if ["cni.install", "cluster.source", "pods.strategy"].iter().any(|path| reading.faults.touch(path)) || !available::strategy(model) {
        return;
    }
    if model.cluster.existing().is_some() || install.value == Install::Addon || !model.pods.strategy.value.has_aws_node() {
        return;
    }
    sink.push(
        Diagnostic::new(&CODE, format!("a new cluster gets its CNI as the add-on, not by `{}`", install.value.as_str()))
            .at(&install.span, "its nodes would start before the CNI is configured")
            .help("write `install = \"addon\"`")
            .patch(&install.span, "\"addon\"", false),
    );
}
