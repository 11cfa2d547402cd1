//! Networks that EKS does not take for the public endpoint.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

/// Blocks that EKS takes.
const MOST: usize = 40;

static CODE: Code =
    Code { number: 303, name: "public-access-cidrs", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["L3"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let Some(new) = reading.model.cluster.new_cluster() else { return };
    let networks = &new.endpoint.public_access_cidrs;
    for network in networks.iter().filter(|network| network.is_rfc1918()) {
        sink.push(
            Diagnostic::new(&CODE, format!("`{}` is private: nobody arrives from it at a public address", network.value))
                .at(&network.span, "")
                .help("remove it, or write the public addresses behind which that network leaves; inside the VPC `private = true` serves"),
        );
    }
    if let Some(beyond) = networks.get(MOST) {
        sink.push(
            Diagnostic::new(&CODE, format!("{} networks may reach the public endpoint; EKS takes {MOST}", networks.len()))
                .at(&beyond.span, "one too many")
                .help("join neighbouring blocks"),
        );
    }
}
