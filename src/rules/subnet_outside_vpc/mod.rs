//! Subnets that lie in no block of the VPC.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::subnet::{Origin, SubnetRole};
use crate::planning::subnets::{Placed, SUBNET_PREFIX_LENGTHS, free_subnet, placed};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 401, name: "subnet-outside-vpc", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["S1"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if ["vpc.cidr", "vpc.secondary_cidrs", "vpc.attached_cidrs"].into_iter().any(|path| reading.faults.touch(path)) {
        return;
    }
    for found in placed(model) {
        let block = found.subnet.cidr.value;
        let inside = model.vpc.blocks().any(|outer| outer.contains(block));
        if !inside && SUBNET_PREFIX_LENGTHS.contains(&block.prefix_len()) {
            sink.push(finding(reading, found));
        }
    }
}

fn finding(reading: &Reading, found: Placed<'_>) -> Diagnostic {
    let model = &reading.model;
    let Placed { zone, role, subnet } = found;
    let (block, span) = (subnet.cidr.value, &subnet.cidr.span);
    let label = match model.vpc.blocks().find(|outer| outer.overlaps(block)) {
        Some(outer) => format!("reaches beyond `{}`", outer.value),
        None if subnet.origin == Origin::Carved => format!("carved as `{block}`, which the lock file keeps"),
        None => String::new(),
    };
    let pool = match role {
        SubnetRole::Pod => model.vpc.secondary_cidrs.first().unwrap_or(&model.vpc.cidr),
        _ => &model.vpc.cidr,
    };
    let finding = Diagnostic::new(&CODE, format!("the {role} subnet `{block}` of `{zone}` lies in no block of the VPC"))
        .at(span, label)
        .also(&pool.span, "the block for it");
    match (&subnet.origin, free_subnet(model, role, block.prefix_len())) {
        (Origin::Explicit, Some(instead)) => finding.help(format!("write `{instead}`")).patch(span, format!("\"{instead}\""), false),
        (Origin::Explicit, None) => finding.help(format!("choose a free block inside `{}`", pool.value)),
        (Origin::Carved, _) => {
            finding.help("bring back the block of the VPC that it was carved from, or remove its line from the lock file")
        }
        (Origin::Adopted(id), _) => {
            finding.help(format!("write what `aws ec2 describe-subnets --subnet-ids {}` shows, and name its VPC's block", id.value))
        }
    }
}
