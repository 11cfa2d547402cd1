//! Something to take over where nothing is yet.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 513, name: "adopt-on-new-cluster", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &["C39"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if ["cluster.source", "cni.adopt"].iter().any(|path| reading.faults.touch(path)) || model.cluster.existing().is_some() {
        return;
    }
    if let Some(adopt) = &model.cni.adopt {
        sink.push(
            Diagnostic::new(&CODE, "a new cluster has no aws-node to take over")
                .at(&adopt.span, "")
                .also(&model.cluster.source_span, "eksnet makes this cluster, without the aws-node of EKS")
                .help("remove `adopt`"),
        );
    }
}
