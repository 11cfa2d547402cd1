//! Targets that aws-node ignores.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::{Sp, Span};
use crate::model::network::Reading;
use crate::model::node_group::NodeKind;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 503, name: "ignored-warm-target", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &["P13", "A9"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    if reading.faults.touch("cni") || reading.faults.touch("pods.strategy") {
        return;
    }
    let targets = &cni.targets;
    let set = |target: &'_ Option<Sp<u32>>| target.clone().filter(|n| n.value > 0);
    let (warm_ip, minimum_ip) = (set(&targets.warm_ip), set(&targets.minimum_ip));
    let strategy = &model.pods.strategy;
    if !strategy.value.has_warm_targets() {
        // The nodes of another kind beside Auto Mode's still have their aws-node.
        let others = strategy.value.as_str() == "auto_mode" && model.nodes.values().any(|group| group.kind.value != NodeKind::Auto);
        let all = [
            ("warm_eni_target", set(&targets.warm_eni)),
            ("warm_ip_target", warm_ip),
            ("minimum_ip_target", minimum_ip),
            ("warm_prefix_target", set(&targets.warm_prefix)),
            ("max_eni", cni.max_eni.clone()),
        ];
        let why = match strategy.value.as_str() {
            "ipv6" => "with IPv6 a node has one /80 of addresses and needs no more",
            "calico" => "Calico takes the place of aws-node",
            _ => "Auto Mode has no such settings",
        };
        for (key, value) in all {
            if let Some(value) = value.filter(|_| !others) {
                ignored(key, &value, &strategy.span, why, sink);
            }
        }
        return;
    }
    if let (Some(warm), Some(minimum)) = (&warm_ip, &minimum_ip)
        && minimum.value < warm.value
    {
        ignored("minimum_ip_target", minimum, &warm.span, "a node holds that many spare addresses anyhow", sink);
    }
    if let Some(over) = warm_ip.or(minimum_ip) {
        for (key, value) in [("warm_eni_target", set(&targets.warm_eni)), ("warm_prefix_target", set(&targets.warm_prefix))] {
            if let Some(value) = value {
                ignored(key, &value, &over.span, "a target of addresses overrides it", sink);
            }
        }
    } else if cni.prefix_delegation.value {
        if let Some(value) = set(&targets.warm_eni) {
            ignored("warm_eni_target", &value, &cni.prefix_delegation.span, "with prefixes, `warm_prefix_target` decides", sink);
        }
    } else if let Some(value) = set(&targets.warm_prefix) {
        ignored("warm_prefix_target", &value, &cni.prefix_delegation.span, "without prefix delegation there are no prefixes", sink);
    }
}

fn ignored(key: &str, value: &Sp<u32>, because: &Span, why: &str, sink: &mut Sink) {
    let finding = Diagnostic::new(&CODE, format!("aws-node ignores `{key}` here")).at(&value.span, why);
    let finding = if because.is_empty() { finding } else { finding.also(because, "") };
    sink.push(finding.help(format!("remove `{key}`")));
}
