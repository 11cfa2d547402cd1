//! Node subnets of /28 that the cluster's own interfaces share.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Sp;
use crate::model::cidr::Cidr;
use crate::model::network::Reading;
use crate::model::subnet::SubnetRole;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 405, name: "control-subnet-too-small", severity: Severity::Warning, fails_at: FailsAt::Runtime, rulebook: &["S5"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    if reading.model.cluster.new_cluster().is_none() {
        return;
    }
    let mut small: Vec<&Sp<Cidr>> = Vec::new();
    for network in reading.model.zones.values() {
        let (Some(control), Some(node)) = (network.subnet(SubnetRole::Control), network.subnet(SubnetRole::Node)) else { continue };
        if control.cidr.value == node.cidr.value && node.cidr.prefix_len() == 28 {
            small.push(&node.cidr);
        }
    }
    if small.is_empty() {
        return;
    }
    let finding = Diagnostic::new(&CODE, "the cluster's own interfaces share a node subnet of /28")
        .note("EKS wants 6 free addresses in each of its subnets, 16 for comfort, and more at upgrades; a /28 has 11");
    let finding = small.iter().fold(finding, |finding, block| finding.at(&block.span, format!("{} addresses for both", block.usable())));
    sink.push(finding.help("give every zone a `control` subnet of its own, of /28 or larger"));
}
