//! Destinations for which pod addresses leave the VPC, although nobody there can answer them.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 705, name: "exclude-snat-leaks", severity: Severity::Warning, fails_at: FailsAt::Runtime, rulebook: &["N4", "N3"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let hidden = !model.pods.routable.value && !model.cni.external_snat.value && model.pods.strategy.has_pod_subnets();
    if !hidden || ["cni.external_snat", "pods.routable", "pods.strategy", "vpc"].into_iter().any(|path| reading.faults.touch(path)) {
        return;
    }
    let beyond: Vec<_> =
        model.cni.exclude_snat_cidrs.iter().filter(|excluded| !model.vpc.blocks().any(|block| block.contains(excluded.value))).collect();
    let Some(first) = beyond.first() else { return };
    let finding = Diagnostic::new(&CODE, format!("pod addresses go to `{}`, and nobody there can answer them", first.value));
    let finding = beyond.iter().fold(finding, |finding, excluded| finding.at(&excluded.span, "nodes do not translate for it"));
    sink.push(
        finding
            .also(&model.pods.routable.span, "pods are not routable")
            .help("remove it; if that network does route to pods, set `pods.routable = true`"),
    );
}
