//! Nodes that cannot reach the API of their cluster.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::vpc::Nat;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 309, name: "nodes-locked-out", severity: Severity::Error, fails_at: FailsAt::Boot, rulebook: &["L3"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let (Some(new), Some(created)) = (reading.model.cluster.new_cluster(), reading.model.vpc.created()) else { return };
    let endpoint = &new.endpoint;
    let Some(first) = endpoint.public_access_cidrs.first() else { return };
    let everyone = endpoint.public_access_cidrs.iter().any(|network| network.prefix_len() == 0);
    if endpoint.private || everyone || created.nat.value == Nat::None || reading.faults.touch("cluster.endpoint") {
        return;
    }
    sink.push(
        Diagnostic::new(&CODE, "nodes cannot reach the Kubernetes API")
            .at(&endpoint.span, "`private = false`: they would have to use the public address")
            .also(&first.span, "the addresses of the NAT gateways, known only after apply, are not in this list")
            .help("remove `private = false`"),
    );
}
