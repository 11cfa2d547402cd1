//! Prefix delegation in subnets that cannot hold a single prefix.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::subnet::SubnetRole;
use crate::planning::shortfall::sound;
use crate::planning::space::Space;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 655, name: "no-room-for-prefixes", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["S24"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if !sound(reading) || !model.cni.prefix_delegation.value || !model.pods.strategy.value.has_warm_targets() {
        return;
    }
    let role = if model.pods.strategy.value.has_pod_subnets() { SubnetRole::Pod } else { SubnetRole::Node };
    // One line of the file may size all zones: one finding.
    let Some((zone, subnet)) = model.subnets(role).find(|(_, subnet)| Space::of(subnet).clean() == 0) else { return };
    let message = format!("no /28 prefix finds room in the {role} subnet `{}` in `{zone}`", subnet.cidr.value);
    sink.push(
        Diagnostic::new(&CODE, message)
            .at(&subnet.cidr.span, "its first and last /28 hold addresses of AWS")
            .also(&model.cni.prefix_delegation.span, "nodes take whole /28 blocks")
            .help("choose `/26` or larger, or remove `prefix_delegation`"),
    );
}
