//! More subnets than the VPC's IPv6 block has /64s.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::vpc::Ipv6Block;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 232, name: "ipv6-block-too-small", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["S27"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if ["vpc", "zones", "subnets"].iter().any(|path| reading.faults.touch(path)) {
        return;
    }
    let Some(Ipv6Block::Ipam { pool, netmask_length }) = model.vpc.created().and_then(|created| created.ipv6.as_ref()) else { return };
    let room = 1u32 << (64 - u32::from(*netmask_length)).min(31);
    let highest = model.zones.values().flat_map(|zone| zone.subnets.values()).filter_map(|subnet| subnet.ipv6_number).max();
    if let Some(highest) = highest.filter(|number| *number >= room) {
        sink.push(
            Diagnostic::new(&CODE, format!("a /{netmask_length} has {room} blocks of /64, and the subnets need {}", highest + 1))
                .at(&pool.span, "")
                .help(format!("choose `netmask_length = {}`", netmask_length - 4)),
        );
    }
}
