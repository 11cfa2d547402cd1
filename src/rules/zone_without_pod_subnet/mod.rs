//! Zones where no pod would get an address.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::{Model, Reading};
use crate::model::pods::Strategy;
use crate::model::region::Zone;
use crate::model::subnet::{SubnetRole, ZoneNetwork};
use crate::planning::subnets::{free_subnet, node_zones};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 406, name: "zone-without-pod-subnet", severity: Severity::Error, fails_at: FailsAt::Boot, rulebook: &["S20", "S19"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    // With discovery, nodes of such a zone use their own subnet, unless that is excluded.
    let needed = match model.pods.strategy.value {
        Strategy::EniConfig | Strategy::AutoMode { .. } => true,
        Strategy::Discovery { exclude_node_subnets } => exclude_node_subnets,
        Strategy::Ipv6 | Strategy::Calico { .. } | Strategy::NodeSubnets => false,
    };
    let faulty = ["subnets.pod", "pods.strategy", "vpc.secondary_cidrs"].into_iter().any(|path| reading.faults.touch(path));
    if !needed || faulty {
        return;
    }
    let lacks: Vec<(&Zone, &ZoneNetwork)> = node_zones(model)
        .filter(|(zone, network)| network.subnet(SubnetRole::Pod).is_none() && !reading.faults.touch(&format!("zones.{zone}")))
        .collect();
    if lacks.is_empty() {
        return;
    }
    let message = match lacks.as_slice() {
        _ if model.subnets(SubnetRole::Pod).next().is_none() => "no zone has a pod subnet".to_owned(),
        [(zone, _)] => format!("zone `{zone}` has nodes but no pod subnet"),
        several => format!("{} zones have nodes but no pod subnet", several.len()),
    };
    let finding = Diagnostic::new(&CODE, message).also(&model.pods.strategy.span, "pods have subnets of their own");
    let finding = lacks.iter().fold(finding, |finding, (_, network)| finding.at(&network.span, "no pod here would get an address"));
    sink.push(finding.help(remedy(model, lacks[0].0)));
}

fn remedy(model: &Model, zone: &Zone) -> String {
    let Some((_, other)) = model.subnets(SubnetRole::Pod).next() else {
        return "add `pod = { prefix = 19 }` under `[subnets]`: each zone gets one, carved from `secondary_cidrs`".to_owned();
    };
    match free_subnet(model, SubnetRole::Pod, other.cidr.prefix_len()) {
        Some(block) => format!("add `pod = \"{block}\"` under `[zones.{zone}]`"),
        None => format!("add a `pod` subnet under `[zones.{zone}]`, and a block for it to `secondary_cidrs`"),
    }
}
