//! Addresses that both the VPC and a connected network have.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::connected::Via;
use crate::model::network::Reading;
use crate::planning::free_block::free_block_of_class;
use crate::planning::reach::{Meeting, meetings, routable_blocks};
use crate::planning::vpc_blocks::{Judged, Place, Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 701,
    name: "connected-overlap",
    severity: Severity::Error,
    fails_at: FailsAt::Runtime,
    rulebook: &["V15", "V16", "V17", "N8", "N11"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    if reading.faults.touch("vpc.cidr") {
        return;
    }
    let judged = judge(&reading.model.vpc);
    let found = meetings(&reading.model, &routable_blocks(&reading.model));
    let found: Vec<Meeting<'_>> = found.into_iter().filter(|meeting| !meeting.summary).collect();
    // One finding for a block and a network, however many blocks of it meet.
    for group in found.chunk_by(|a, b| a.ours.span == b.ours.span && a.name == b.name) {
        let ours = judged.iter().find(|judged| judged.block.span == group[0].ours.span);
        if let Some(ours) = ours.filter(|judged| judged.verdict == Verdict::Fine) {
            sink.push(finding(reading, ours, group));
        }
    }
}

fn finding(reading: &Reading, ours: &Judged<'_>, group: &[Meeting<'_>]) -> Diagnostic {
    let Meeting { name, network, theirs, .. } = group[0];
    let block = ours.block.value;
    let consequence = match network.via.value {
        Via::Peering => "AWS refuses a peering between VPCs of which any two blocks overlap".to_owned(),
        Via::TransitGateway => format!("the gateway does not propagate `{block}`: the network that was attached first keeps it"),
        Via::DirectConnect | Via::Vpn => format!("the VPC's own route wins: nothing here reaches `{}` over there", group[0].shared()),
    };
    let mut finding = Diagnostic::new(&CODE, format!("`{block}` of the VPC overlaps `{}` of `{name}`", theirs.value));
    finding = if ours.place.is_new() {
        finding.at(&ours.block.span, "").also(&theirs.span, group[0].behind())
    } else {
        finding.at(&theirs.span, group[0].behind()).also(&ours.block.span, "the VPC has it already")
    };
    finding = finding.note(consequence);
    if group.len() > 1 {
        finding = finding.note(format!("{} blocks of `{name}` overlap it", group.len()));
    }
    let instead = match ours.place {
        Place::NewPrimary | Place::Added => free_block_of_class(&reading.model, block.class(), block.prefix_len()),
        Place::Primary | Place::Attached => None,
    };
    match instead {
        Some(instead) => finding.help(format!("write `{instead}`")).patch(&ours.block.span, format!("\"{instead}\""), false),
        None => {
            finding.help(format!("reach `{name}` through a private NAT gateway or PrivateLink, or give one of the two other addresses"))
        }
    }
}
