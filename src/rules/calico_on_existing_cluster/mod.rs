//! An overlay for a cluster that runs.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 540, name: "calico-on-existing-cluster", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["P23"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let touched = reading.faults.touch("cluster.source") || reading.faults.touch("pods.strategy");
    if touched
        || !available::strategy(model)
        || !matches!(model.pods.strategy.value, Strategy::Calico { .. })
        || model.cluster.existing().is_none()
    {
        return;
    }
    sink.push(
        Diagnostic::new(&CODE, format!("`{}` runs: replacing its CNI cuts every pod off until its node is new", model.cluster.name.value))
            .at(&model.pods.strategy.span, "")
            .also(&model.cluster.source_span, "")
            .help("make a new cluster with `strategy = \"calico\"` and move to it, or choose `node_subnets`, `discovery` or `eniconfig` for this one"),
    );
}
