//! A minimum that is a hard cap.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::group::node_mode;
use crate::planning::max_pods::ADDRESSES_PER_PREFIX;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 502, name: "minimum-ip-without-warm", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["P13"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    if ["cni.warm_ip_target", "cni.prefix_delegation"].iter().any(|path| reading.faults.touch(path)) {
        return;
    }
    let Some(mode) = node_mode(model) else { return };
    let Some(minimum) = &cni.targets.minimum_ip else { return };
    if cni.targets.warm_ip.is_some() {
        return;
    }
    let prefixes = minimum.value.div_ceil(ADDRESSES_PER_PREFIX);
    let cap = if mode.prefix_delegation { prefixes * ADDRESSES_PER_PREFIX } else { minimum.value };
    let finding = Diagnostic::new(&CODE, format!("pod {} of a node never gets an address: `minimum_ip_target` stands alone", cap + 1))
        .at(&minimum.span, "without `warm_ip_target` a node holds so many addresses and never more");
    sink.push(finding.help("set `warm_ip_target` as well, to 1 or more"));
}
