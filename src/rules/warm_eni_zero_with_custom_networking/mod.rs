//! Interfaces that come and go for ever.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 505,
    name: "warm-eni-zero-with-custom-networking",
    severity: Severity::Warning,
    fails_at: FailsAt::Runtime,
    rulebook: &["P13"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    let targets = &cni.targets;
    if reading.faults.touch("cni") || model.pods.strategy.value != Strategy::EniConfig || cni.prefix_delegation.value {
        return;
    }
    let by_address = [&targets.warm_ip, &targets.minimum_ip].into_iter().flatten().any(|n| n.value > 0);
    if let Some(zero) = targets.warm_eni.as_ref().filter(|n| n.value == 0 && !by_address) {
        sink.push(
            Diagnostic::new(&CODE, "with `warm_eni_target = 0` an idle node attaches and removes an interface for ever")
                .at(&zero.span, "")
                .also(&model.pods.strategy.span, "pods have interfaces of their own")
                .help("set `warm_ip_target` and `minimum_ip_target` instead, to hold few addresses"),
        );
    }
}
