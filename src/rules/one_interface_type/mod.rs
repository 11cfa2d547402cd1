//! Types with no interface left for pods.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::group::node_mode;
use crate::planning::instances::find;
use crate::planning::max_pods::{NodeMode, max_pods};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 603, name: "one-interface-type", severity: Severity::Error, fails_at: FailsAt::Boot, rulebook: &["M17", "M9"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let Some(mode) = node_mode(model).filter(|_| !reading.faults.touch("cni") && !reading.faults.touch("pods.strategy")) else { return };
    // The type's own limit; `max-eni-too-small` is about the file's.
    let mode = NodeMode { max_eni: None, ..mode };
    for (name, group) in &model.nodes {
        if reading.faults.touch(&format!("nodes.{name}.instance_types")) {
            continue;
        }
        for type_ in &group.instance_types {
            let Some(limits) = find(type_.as_str()).filter(|limits| max_pods(limits, mode).enis == 0) else { continue };
            let finding = Diagnostic::new(&CODE, format!("a `{}` has no interface left for pods", type_.value))
                .at(&type_.span, interfaces(limits.max_enis))
                .also(&model.pods.strategy.span, "the first serves no pod");
            let trunk = &model.cni.security_groups_for_pods;
            let finding = if mode.trunk && limits.trunk_compatible { finding.also(&trunk.span, "one is the trunk") } else { finding };
            sink.push(finding.help("choose a type with more interfaces, such as `m6i.large`"));
        }
    }
}

fn interfaces(count: u32) -> String {
    if count == 1 { "it has 1 interface".to_owned() } else { format!("it has {count} interfaces") }
}
