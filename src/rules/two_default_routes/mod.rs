//! Two ways for 0.0.0.0/0.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;
use crate::model::connected::Via;
use crate::model::network::Reading;
use crate::model::vpc::Nat;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 414, name: "two-default-routes", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["V14", "N6"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let Some(created) = reading.model.vpc.created().filter(|_| reading.model.cluster.new_cluster().is_some()) else { return };
    let Some(gateway) = created.transit_gateway.as_ref().filter(|_| created.nat.value != Nat::None) else { return };
    if reading.faults.touch("vpc.nat") || reading.faults.touch("vpc.transit_gateway") {
        return;
    }
    let (at, label): (&Span, &str) = if gateway.default_route {
        (&gateway.id.span, "`default_route = true`: to this gateway")
    } else {
        let on_gateway = reading.model.connected.values().filter(|network| network.via.value == Via::TransitGateway);
        match on_gateway.flat_map(|network| &network.cidrs).find(|cidr| cidr.prefix_len() == 0) {
            Some(everything) => (&everything.span, "to the transit gateway"),
            None => return,
        }
    };
    sink.push(
        Diagnostic::new(&CODE, "`0.0.0.0/0` cannot go both to a NAT gateway and to the transit gateway")
            .at(at, label)
            .also(&created.nat.span, "to a NAT gateway")
            .help("set `nat = \"none\"`, or let the default route be"),
    );
}
