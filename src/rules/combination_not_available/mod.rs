//! Combinations of what is generated that are not generated together.

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
    Code { number: 809, name: "combination-not-available", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &[] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let touched = ["cni.install", "cluster.source", "vpc.id", "pods.strategy"].iter().any(|path| reading.faults.touch(path));
    if touched || !available::strategy(model) {
        return;
    }
    let (strategy, install) = (&model.pods.strategy, &model.cni.install);
    let existing = model.cluster.existing().is_some();
    if strategy.value == Strategy::NodeSubnets && existing && install.value != Install::Addon {
        sink.push(
            Diagnostic::new(
                &CODE,
                format!(
                    "this version of eksnet tunes the CNI of a running cluster by the add-on alone, not by `{}`",
                    install.value.as_str()
                ),
            )
            .at(&install.span, "")
            .also(&strategy.span, "no subnet is added, the CNI's settings are all there is")
            .help("write `install = \"addon\"`")
            .patch(&install.span, "\"addon\"", false),
        );
    }
    if matches!(strategy.value, Strategy::Discovery { .. }) && existing && install.value != Install::Addon {
        sink.push(
            Diagnostic::new(
                &CODE,
                format!("this version of eksnet configures subnet discovery by the add-on alone, not by `{}`", install.value.as_str()),
            )
            .at(&install.span, "")
            .also(&strategy.span, "the tags do the work, whoever installed aws-node")
            .help("write `install = \"addon\"`")
            .patch(&install.span, "\"addon\"", false),
        );
    }
    if matches!(strategy.value, Strategy::NodeSubnets | Strategy::Calico { .. })
        && matches!(model.cluster.source, ClusterSource::Native(_))
        && let Some(adopted) = model.vpc.adopted()
    {
        sink.push(
            Diagnostic::new(
                &CODE,
                format!("this version of eksnet makes no new cluster with the strategy `{}` in a VPC that exists", strategy.value),
            )
            .at(&adopted.id.span, "")
            .also(&strategy.span, "")
            .help("remove `id` and let eksnet make the VPC, or choose `strategy = \"eniconfig\"`"),
        );
    }
}
