//! Service addresses that a connected network has too.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::connected::{blocks, is_summary};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 703, name: "service-cidr-overlaps-connected", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["E4"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("cluster.service_cidr") || reading.faults.touch("vpc.cidr") {
        return;
    }
    let Some(service) = model.cluster.service_cidr() else { return };
    let given = model.cluster.new_cluster().is_none_or(|new| new.service_cidr_given);
    for block in blocks(model).filter(|block| block.cidr.value.overlaps(service.value)) {
        let label = if given { "" } else { "no `service_cidr`: eksnet's default" };
        let finding =
            Diagnostic::new(&CODE, format!("the Service addresses `{}` overlap `{}` of `{}`", service.value, block.cidr.value, block.name))
                .at(&service.span, label)
                .also(&block.cidr.span, format!("reached by {}", block.network.via.value))
                .note("inside the cluster a Service address always wins: pods cannot reach what has the same address there");
        sink.push(if is_summary(model, block.cidr.value) {
            finding
                .severity(Severity::Note)
                .help("if hosts there have such addresses, choose another `service_cidr` before the cluster is made")
        } else if model.cluster.new_cluster().is_some() {
            finding.help("choose another `service_cidr` of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 now: it can never be changed")
        } else {
            finding.severity(Severity::Warning).help("an existing cluster keeps its Service addresses for life: allow this with a reason")
        });
    }
}
