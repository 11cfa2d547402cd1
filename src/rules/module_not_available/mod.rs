//! Clusters by a module that this version does not generate.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cluster::ClusterSource;
use crate::model::network::Reading;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 804, name: "module-not-available", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &[] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let cluster = &reading.model.cluster;
    if reading.faults.touch("cluster.source") || available::MODULE_SOURCE || !available::strategy(&reading.model) {
        return;
    }
    if matches!(cluster.source, ClusterSource::Module(_)) {
        sink.push(
            Diagnostic::new(&CODE, "this version of eksnet does not generate clusters by terraform-aws-modules/eks")
                .at(&cluster.source_span, "")
                .help("write `source = \"native\"`: the same cluster from plain resources")
                .patch(&cluster.source_span, "\"native\"", false),
        );
    }
}
