//! A CNI that is too old for what the file asks of it.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;
use crate::model::cni::Install;
use crate::model::network::Model;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 515, name: "cni-too-old", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["C9", "C30", "C32", "S16"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

/// Settings under `[cni.env]` with the first version that has them (rule book 4.1); the add-on's schema refuses them before.
static SINCE: [(&str, Version); 11] = [
    ("AWS_EXTERNAL_SERVICE_CIDRS", (1, 12, 6)),
    ("AWS_MANAGE_ENIS_NON_SCHEDULABLE", (1, 12, 6)),
    ("DISABLE_LEAKED_ENI_CLEANUP", (1, 13, 0)),
    ("DISABLE_POD_V6", (1, 15, 0)),
    ("ENABLE_IMDS_ONLY_MODE", (1, 19, 6)),
    ("ENABLE_MULTI_NIC", (1, 20, 0)),
    ("ENABLE_V4_EGRESS", (1, 15, 1)),
    ("ENABLE_V6_EGRESS", (1, 13, 0)),
    ("IP_COOLDOWN_PERIOD", (1, 15, 0)),
    ("NETWORK_POLICY_ENFORCING_MODE", (1, 17, 1)),
    ("POD_MTU", (1, 16, 4)),
];

type Version = (u32, u32, u32);

/// The chart names `ENIConfig`s by their key alone from here on (C30).
const KEYS_ALONE: Version = (1, 1, 16);

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    if reading.faults.touch("cni") || reading.faults.touch("pods.strategy") {
        return;
    }
    if let Some(chart) = &cni.chart_version
        && model.pods.strategy.value == Strategy::EniConfig
        && version(chart.value.as_str()).is_some_and(|known| known < KEYS_ALONE)
    {
        sink.push(
            Diagnostic::new(&CODE, format!("chart {} puts the Region before the name of each ENIConfig", chart.value))
                .at(&chart.span, "no node would find an ENIConfig of its zone")
                .help("use 1.1.16 or later"),
        );
    }
    let pin = cni.addon_version.as_ref().or_else(|| model.addons.get("vpc-cni"));
    let Some(pin) = pin.filter(|_| cni.install.value == Install::Addon) else { return };
    let Some(pinned) = version(pin.value.as_str()) else { return };
    for (what, span, since) in needs(model) {
        if pinned < since {
            let (major, minor, patch) = since;
            sink.push(
                Diagnostic::new(&CODE, format!("{what} needs VPC CNI {major}.{minor}.{patch} or later"))
                    .at(&pin.span, "this version is older")
                    .also(&span, "")
                    .help(format!("pin `v{major}.{minor}.{patch}-eksbuild.1` or later, or no version at all")),
            );
        }
    }
}

/// What the file asks for, where, and since when it exists.
fn needs(model: &Model) -> Vec<(String, Span, Version)> {
    let cni = &model.cni;
    let mut needs = Vec::new();
    if cni.network_policy.value {
        needs.push(("`network_policy`".to_owned(), cni.network_policy.span.clone(), (1, 14, 0)));
    }
    if cni.prefix_delegation.value {
        needs.push(("`prefix_delegation`".to_owned(), cni.prefix_delegation.span.clone(), (1, 9, 0)));
    }
    if let Strategy::Discovery { exclude_node_subnets } = model.pods.strategy.value {
        // Before 1.22 the mere presence of the tag, even with the value 0, included a subnet (S16).
        let (what, since) =
            if exclude_node_subnets { ("`exclude_node_subnets`", (1, 22, 0)) } else { ("the strategy `discovery`", (1, 18, 0)) };
        needs.push((what.to_owned(), model.pods.strategy.span.clone(), since));
    }
    for setting in cni.env.values() {
        if let Some((name, since)) = SINCE.iter().find(|(name, _)| *name == setting.setting.name) {
            needs.push((format!("`{name}`"), setting.name_span.clone(), *since));
        }
    }
    needs
}

/// `v1.23.1-eksbuild.1` or `1.23.1`.
fn version(text: &str) -> Option<Version> {
    let plain = text.trim_start_matches('v').split('-').next()?;
    let mut numbers = plain.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??, numbers.next()??))
}
