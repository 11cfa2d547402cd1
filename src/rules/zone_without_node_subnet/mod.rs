//! Zones without a place for nodes.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;
use crate::model::network::Reading;
use crate::model::region::Zone;
use crate::model::subnet::SubnetRole;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 413, name: "zone-without-node-subnet", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["S8"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if ["vpc.cidr", "vpc.id", "subnets.node"].into_iter().any(|path| reading.faults.touch(path)) {
        return;
    }
    let lacks: Vec<(&Zone, &Span)> = model
        .active_zones()
        .filter(|(zone, network)| network.subnet(SubnetRole::Node).is_none() && !reading.faults.touch(&format!("zones.{zone}")))
        .map(|(zone, network)| (zone, &network.span))
        .collect();
    let message = match lacks.as_slice() {
        [] => return,
        [(zone, _)] => format!("zone `{zone}` has no node subnet"),
        several => format!("{} zones have no node subnet", several.len()),
    };
    let finding = lacks.iter().fold(Diagnostic::new(&CODE, message), |finding, (_, span)| finding.at(span, ""));
    let zone = lacks[0].0;
    sink.push(if model.vpc.adopted().is_some() {
        finding.help(format!("add `node = {{ id = \"subnet-…\", cidr = \"…\" }}` under `[zones.{zone}]`, or `retired = true`"))
    } else if model.subnets(SubnetRole::Node).next().is_none() {
        finding.help("add `node = { prefix = 24 }` under `[subnets]`")
    } else {
        finding.help(format!("add `node = {{ prefix = 24 }}` under `[zones.{zone}]`, or `retired = true`"))
    });
}
