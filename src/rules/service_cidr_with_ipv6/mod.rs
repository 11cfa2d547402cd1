//! Service addresses of a cluster with IPv6 pods.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 230, name: "service-cidr-with-ipv6", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["E6"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("cluster") || reading.faults.touch("pods.strategy") || model.pods.strategy.value != Strategy::Ipv6 {
        return;
    }
    let Some(new) = model.cluster.new_cluster().filter(|new| new.service_cidr_given) else { return };
    if let Some(block) = &new.service_cidr {
        sink.push(
            Diagnostic::new(&CODE, format!("with IPv6 pods EKS chooses the Service addresses itself, not `{}`", block.value))
                .at(&block.span, "")
                .also(&model.pods.strategy.span, "Services have IPv6 addresses as well")
                .help("remove `service_cidr`"),
        );
    }
}
