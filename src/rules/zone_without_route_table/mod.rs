//! New subnets in an adopted VPC that nobody routes.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;
use crate::model::network::Reading;
use crate::model::region::Zone;
use crate::model::subnet::SubnetRole;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 410, name: "zone-without-route-table", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["S10"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let Some(adopted) = model.vpc.adopted() else { return };
    let mut lacks: Vec<(&Zone, &Span)> = Vec::new();
    for (zone, network) in model.active_zones() {
        let new_pod_subnet = network.subnet(SubnetRole::Pod).is_some_and(|subnet| subnet.id().is_none());
        if new_pod_subnet && network.route_table.is_none() && !reading.faults.touch(&format!("zones.{zone}")) {
            lacks.push((zone, &network.span));
        }
    }
    let message = match lacks.as_slice() {
        [] => return,
        [(zone, _)] => format!("the new pod subnet of `{zone}` has no route table"),
        several => format!("the new pod subnets of {} zones have no route table", several.len()),
    };
    let finding = lacks
        .iter()
        .fold(Diagnostic::new(&CODE, message), |finding, (_, span)| finding.at(span, "its subnet would use the VPC's main table"));
    sink.push(finding.also(&adopted.id.span, "eksnet changes nothing that is there").help(format!(
        "add `route_table = \"rtb-…\"` under `[zones.{}]`: the one of its node subnet, as `aws ec2 describe-route-tables` shows",
        lacks[0].0
    )));
}
