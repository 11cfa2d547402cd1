//! No interface left for pods.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::group::node_mode;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 507, name: "max-eni-too-small", severity: Severity::Error, fails_at: FailsAt::Boot, rulebook: &["M17", "C7"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("cni") || reading.faults.touch("pods.strategy") {
        return;
    }
    let (Some(mode), Some(max)) = (node_mode(model), &model.cni.max_eni) else { return };
    let own = u32::from(mode.custom_networking);
    let needed = own + 1 + u32::from(mode.trunk);
    if max.value >= needed {
        return;
    }
    let finding = Diagnostic::new(&CODE, format!("`max_eni` is {}: no interface is left for pods", max.value)).at(&max.span, "");
    let finding =
        if mode.custom_networking { finding.also(&model.pods.strategy.span, "the first interface serves no pod") } else { finding };
    let trunk = &model.cni.security_groups_for_pods;
    let finding = if mode.trunk { finding.also(&trunk.span, "one interface is the trunk") } else { finding };
    sink.push(finding.help(format!("write `max_eni = {needed}` or more, or leave it out: the type's own limit holds then")));
}
