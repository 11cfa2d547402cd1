//! Auto Mode in a cluster that is there.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 526, name: "auto-mode-existing-cluster", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &["A22"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if ["cluster.source", "pods.strategy"].iter().any(|path| reading.faults.touch(path)) || !available::strategy(model) {
        return;
    }
    let strategy = &model.pods.strategy;
    if matches!(strategy.value, Strategy::AutoMode { .. }) && model.cluster.existing().is_some() && model.vpc.created().is_none() {
        sink.push(
            Diagnostic::new(&CODE, format!("whether `{}` has Auto Mode switched on is not eksnet's to change", model.cluster.name.value))
                .at(&strategy.span, "")
                .also(&model.cluster.source_span, "eksnet reads this cluster and never changes it")
                .help("make a new cluster in the same VPC (`source = \"native\"`), or choose the strategy `eniconfig` or `discovery` for this one"),
        );
    }
}
