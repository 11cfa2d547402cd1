//! Prefix delegation that keeps nothing ready.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 504,
    name: "prefix-delegation-without-warm-target",
    severity: Severity::Error,
    fails_at: FailsAt::Boot,
    rulebook: &["P13"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    let targets = &cni.targets;
    if reading.faults.touch("cni") || !model.pods.strategy.value.has_warm_targets() || !cni.prefix_delegation.value {
        return;
    }
    let others = [&targets.warm_ip, &targets.minimum_ip];
    if let Some(zero) = targets.warm_prefix.as_ref().filter(|n| n.value == 0)
        && others.iter().all(|target| target.as_ref().is_none_or(|n| n.value == 0))
    {
        let finding = Diagnostic::new(&CODE, "prefix delegation has no target: aws-node exits")
            .at(&zero.span, "")
            .also(&cni.prefix_delegation.span, "needs one of `warm_prefix_target`, `warm_ip_target` and `minimum_ip_target`");
        sink.push(finding.help("write `warm_prefix_target = 1`, or remove it: 1 is the default").patch(&zero.span, "1", false));
    }
}
