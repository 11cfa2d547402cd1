//! Security groups of pod interfaces, where pods have none of their own.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 534,
    name: "pod-groups-without-custom-networking",
    severity: Severity::Error,
    fails_at: FailsAt::Never,
    rulebook: &["C2", "C25"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("pods") {
        return;
    }
    let strategy = &model.pods.strategy;
    let why = match strategy.value {
        Strategy::NodeSubnets | Strategy::Ipv6 => "pods share the interfaces, and so the groups, of their nodes",
        Strategy::Calico { .. } => "what pods send leaves in their node's name",
        Strategy::EniConfig | Strategy::Discovery { .. } | Strategy::AutoMode { .. } => return,
    };
    if let Some(group) = model.pods.security_groups.first() {
        sink.push(
            Diagnostic::new(&CODE, format!("with the strategy `{}` pods have no security groups of their own", strategy.value))
                .at(&group.span, why)
                .also(&strategy.span, "")
                .help("remove `security_groups`, or choose `strategy = \"eniconfig\"`"),
        );
    }
}
