//! A cluster that exists in a VPC that does not.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 801, name: "existing-cluster-in-new-vpc", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &[] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if ["vpc.id", "cluster.source", "pods.strategy"].iter().any(|path| reading.faults.touch(path)) || !available::strategy(model) {
        return;
    }
    if model.cluster.existing().is_some() && model.vpc.created().is_some() {
        sink.push(
            Diagnostic::new(&CODE, "the cluster exists, so its VPC does too")
                .at(&model.cluster.source_span, "")
                .also(&model.vpc.cidr.span, "without `id`, eksnet would make a new VPC of this block")
                .help("add `id = \"vpc-…\"` under `[vpc]` to adopt the cluster's VPC, or remove `source` to make a new cluster"),
        );
    }
}
