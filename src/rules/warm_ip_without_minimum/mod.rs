//! Nodes that grow a few addresses at a time.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 501, name: "warm-ip-without-minimum", severity: Severity::Warning, fails_at: FailsAt::Runtime, rulebook: &["P13"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let cni = &reading.model.cni;
    let strategy = &reading.model.pods.strategy.value;
    if reading.faults.touch("cni.minimum_ip_target") || !strategy.has_warm_targets() || cni.prefix_delegation.value {
        return;
    }
    let targets = &cni.targets;
    if let (Some(warm), None) = (&targets.warm_ip, &targets.minimum_ip) {
        sink.push(
            Diagnostic::new(&CODE, format!("`warm_ip_target` stands alone: nodes grow by about {} at a time", addresses(warm.value)))
                .at(&warm.span, "each few pods cost a call to EC2, which throttles them")
                .help("add `minimum_ip_target`, the pods that a node usually runs"),
        );
    }
}

fn addresses(count: u32) -> String {
    if count == 1 { "1 address".to_owned() } else { format!("{count} addresses") }
}
