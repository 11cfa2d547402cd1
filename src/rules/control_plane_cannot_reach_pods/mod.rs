//! What an overlay hides from the control plane.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cluster::ClusterSource;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 542, name: "control-plane-cannot-reach-pods", severity: Severity::Note, fails_at: FailsAt::Runtime, rulebook: &["P23"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let touched = ["cluster.source", "pods", "vpc"].iter().any(|path| reading.faults.touch(path));
    let whole = matches!(model.cluster.source, ClusterSource::Native(_)) && model.vpc.created().is_some();
    if touched || !whole || !available::strategy(model) || !matches!(model.pods.strategy.value, Strategy::Calico { .. }) {
        return;
    }
    sink.push(
        Diagnostic::new(&CODE, "the control plane cannot reach pods of an overlay: webhooks and aggregated APIs time out")
            .at(&model.pods.strategy.span, "EKS runs no Calico")
            .help("give pods that serve them `hostNetwork: true`: metrics-server, cert-manager, Gatekeeper and load balancer controllers among them; `scripts/verify.sh` names the others"),
    );
}
