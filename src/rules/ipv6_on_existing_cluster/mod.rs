//! IPv6 pods for a cluster that exists.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 530, name: "ipv6-on-existing-cluster", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &["E6"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let touched = reading.faults.touch("cluster.source") || reading.faults.touch("pods.strategy");
    if touched || !available::strategy(model) || model.pods.strategy.value != Strategy::Ipv6 || model.cluster.existing().is_none() {
        return;
    }
    sink.push(
        Diagnostic::new(&CODE, format!("`{}` exists: EKS fixes the family of a cluster's addresses when it is created", model.cluster.name.value))
            .at(&model.pods.strategy.span, "")
            .also(&model.cluster.source_span, "")
            .help("make a new cluster with `strategy = \"ipv6\"` and move to it, or choose `node_subnets`, `discovery` or `eniconfig` for this one"),
    );
}
