//! Addresses that are routable, and hidden all the same.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::{Model, Reading};
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 707, name: "routable-pods-with-snat", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &["N1", "N2"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let translated = matches!(model.pods.strategy.value, Strategy::NodeSubnets) || model.pods.strategy.has_pod_subnets();
    let hidden = translated && model.pods.routable.value && model.cni.external_snat_given && !model.cni.external_snat.value;
    let faulty = ["cni.external_snat", "cni.exclude_snat_cidrs", "pods.routable", "pods.strategy"];
    // Connected to nothing but the internet, where every address is translated anyhow, there is nobody to miss them.
    if !hidden || model.connected.is_empty() || excluded_for_all(model) || faulty.into_iter().any(|path| reading.faults.touch(path)) {
        return;
    }
    let span = &model.cni.external_snat.span;
    sink.push(
        Diagnostic::new(&CODE, "nodes translate pod addresses that others could answer")
            .at(span, "everybody sees the node's address")
            .also(&model.pods.routable.span, "pods are routable")
            .help("write `true`, or list the networks that are to see pods in `exclude_snat_cidrs`")
            .patch(span, "true", false),
    );
}

/// Whether every connected network sees the pods' own addresses.
fn excluded_for_all(model: &Model) -> bool {
    let mut connected = model.connected.values().flat_map(|network| &network.cidrs).peekable();
    connected.peek().is_some() && connected.all(|cidr| model.cni.exclude_snat_cidrs.iter().any(|excluded| excluded.contains(cidr.value)))
}
