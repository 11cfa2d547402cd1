//! More pods than a node has memory to start with.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::node_group::NodeKind;
use crate::model::pods::Strategy;
use crate::planning::{instances, memory};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 544, name: "max-pods-above-memory", severity: Severity::Error, fails_at: FailsAt::Boot, rulebook: &["M5"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("pods.strategy") || !matches!(model.pods.strategy.value, Strategy::Calico { .. }) {
        return;
    }
    for (name, group) in &model.nodes {
        let Some(own) = group.max_pods.as_ref().filter(|_| group.kind.value == NodeKind::SelfManaged) else { continue };
        if reading.faults.touch(&format!("nodes.{name}")) {
            continue;
        }
        let types = group.instance_types.iter().filter_map(|type_| Some((type_, instances::find(type_.as_str())?)));
        let Some((type_, limits)) = types.min_by_key(|(_, limits)| memory::most_pods(limits)) else { continue };
        let Some(mib) = memory::known_mib(limits.name).filter(|_| own.value > memory::most_pods(&limits)) else { continue };
        sink.push(
            Diagnostic::new(
                &CODE,
                format!(
                    "for {} pods nodeadm keeps back {} MiB, and a `{}` has {mib}",
                    own.value,
                    memory::reserved_mib(own.value),
                    type_.value
                ),
            )
            .at(&own.span, "the kubelet does not start")
            .also(&type_.span, "")
            .help(format!(
                "write `max_pods = {}`, which leaves 20 MiB for each pod, or choose a larger type",
                memory::usual_max_pods(&limits)
            ))
            .patch(&own.span, memory::usual_max_pods(&limits).to_string(), false),
        );
    }
}
