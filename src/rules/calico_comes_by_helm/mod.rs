//! Ways to install that are for the VPC CNI.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cluster::ClusterSource;
use crate::model::cni::Install;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 543, name: "calico-comes-by-helm", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &["P23"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    let touched = ["cluster.source", "pods.strategy", "cni"].iter().any(|path| reading.faults.touch(path));
    if touched || !available::strategy(model) || !matches!(model.cluster.source, ClusterSource::Native(_)) {
        return;
    }
    if !matches!(model.pods.strategy.value, Strategy::Calico { .. }) {
        return;
    }
    // What is not written has the place of the table, and means what the strategy needs.
    if cni.install.value != Install::Helm && cni.install.span != cni.span {
        sink.push(
            Diagnostic::new(&CODE, format!("Calico comes by its Helm chart, not by `{}`", cni.install.value.as_str()))
                .at(&cni.install.span, "")
                .also(&model.pods.strategy.span, "")
                .help("write `install = \"helm\"`")
                .patch(&cni.install.span, "\"helm\"", false),
        );
    } else if cni.helm_release.value {
        sink.push(
            Diagnostic::new(&CODE, "`helm_release` is for the chart `aws-vpc-cni`; Calico is installed by `scripts/install-calico.sh`")
                .at(&cni.helm_release.span, "")
                .also(&model.pods.strategy.span, "")
                .help("remove `helm_release`"),
        );
    }
}
