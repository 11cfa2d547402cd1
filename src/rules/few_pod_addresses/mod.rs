//! Types that keep next to no addresses for pods.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::group::node_mode;
use crate::planning::instances::find;
use crate::planning::max_pods::{HOST_NETWORK_PODS, max_pods};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 604, name: "few-pod-addresses", severity: Severity::Warning, fails_at: FailsAt::Runtime, rulebook: &["M17"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

/// `DaemonSet`s alone take about so many on most clusters.
const FEW: u32 = 3;

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let Some(mode) = node_mode(model).filter(|_| !reading.faults.touch("cni") && !reading.faults.touch("pods.strategy")) else { return };
    if !mode.custom_networking {
        return;
    }
    for (name, group) in &model.nodes {
        // Whoever planned these figures knows them; `pods-per-node-above-max-pods` compares.
        if group.pods_per_node.is_some() || reading.faults.touch(&format!("nodes.{name}")) {
            continue;
        }
        for type_ in &group.instance_types {
            let Some(limits) = find(type_.as_str()) else { continue };
            let found = max_pods(&limits, mode);
            let left = found.by_addresses.saturating_sub(HOST_NETWORK_PODS);
            if found.enis == 0 || left > FEW || (mode.prefix_delegation && !found.prefixes) {
                continue;
            }
            let addresses = if left == 1 { "1 address".to_owned() } else { format!("{left} addresses") };
            sink.push(
                Diagnostic::new(&CODE, format!("a `{}` keeps {addresses} for pods", type_.value))
                    .at(&type_.span, format!("({} - 1) x ({} - 1)", limits.max_enis, limits.ipv4_per_eni))
                    .also(&model.pods.strategy.span, "the first interface serves no pod")
                    .help(if limits.prefix_capable {
                        "set `prefix_delegation = true` under `[cni]`, or choose a larger type"
                    } else {
                        "choose a larger type"
                    }),
            );
        }
    }
}
