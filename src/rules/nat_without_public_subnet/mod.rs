//! NAT gateways without a place.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;
use crate::model::network::Reading;
use crate::model::region::Zone;
use crate::model::subnet::SubnetRole;
use crate::model::vpc::Nat;
use crate::planning::subnets::node_zones;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 412, name: "nat-without-public-subnet", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["N6"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    // A new VPC cannot be that of a cluster that exists: then nothing of it matters.
    let Some(created) = model.vpc.created().filter(|_| model.cluster.new_cluster().is_some()) else { return };
    if ["vpc", "subnets.public"].into_iter().any(|path| reading.faults.touch(path)) {
        return;
    }
    let wanted = |zone: &Zone| match &created.nat.value {
        Nat::PerZone => true,
        Nat::Single(only) => zone == only,
        Nat::None => false,
    };
    let lacks: Vec<(&Zone, &Span)> = node_zones(model)
        .filter(|(zone, network)| {
            wanted(zone) && network.subnet(SubnetRole::Public).is_none() && !reading.faults.touch(&format!("zones.{zone}"))
        })
        .map(|(zone, network)| (zone, &network.span))
        .collect();
    let message = match lacks.as_slice() {
        [] => return,
        [(zone, _)] => format!("the NAT gateway of `{zone}` has no public subnet"),
        several => format!("the NAT gateways of {} zones have no public subnet", several.len()),
    };
    let finding = lacks.iter().fold(Diagnostic::new(&CODE, message), |finding, (_, span)| finding.at(span, ""));
    let finding = finding.also(
        &created.nat.span,
        match created.nat.value {
            Nat::Single(_) => "the one gateway stands in this zone",
            _ => "`nat` is one gateway a zone unless it says otherwise",
        },
    );
    sink.push(finding.help("add `public = { prefix = 26 }` under `[subnets]`, or set `nat = \"none\"` for endpoints instead"));
}
