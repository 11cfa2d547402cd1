//! Prefixes on types that cannot hold them.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::node_group::NodeKind;
use crate::planning::group::node_mode;
use crate::planning::instances::find;
use crate::planning::max_pods::{HOST_NETWORK_PODS, max_pods};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 605, name: "prefix-delegation-on-xen", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["C4", "M13"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let prefixes = &model.cni.prefix_delegation;
    let Some(mode) = node_mode(model).filter(|_| !reading.faults.touch("cni") && prefixes.value) else { return };
    for (name, group) in &model.nodes {
        if reading.faults.touch(&format!("nodes.{name}.instance_types")) {
            continue;
        }
        for type_ in &group.instance_types {
            let Some(limits) = find(type_.as_str()).filter(|limits| !limits.prefix_capable) else { continue };
            let pods = max_pods(&limits, mode).pods.saturating_sub(HOST_NETWORK_PODS);
            // The nodes that are there run, with few pods; those that eksnet makes would be made for nothing.
            let severity = if group.kind.value == NodeKind::Existing { Severity::Warning } else { Severity::Error };
            sink.push(
                Diagnostic::new(&CODE, format!("a `{}` cannot hold prefixes: it takes {pods} pods", type_.value))
                    .at(&type_.span, "aws-node falls back to single addresses, and says so in its log alone")
                    .also(&prefixes.span, "")
                    .help("choose a Nitro type, such as `m6i.large`")
                    .severity(severity),
            );
        }
    }
}
