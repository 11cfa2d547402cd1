//! An API that has no address.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 305, name: "endpoint-unreachable", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["L3"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let Some(new) = reading.model.cluster.new_cluster() else { return };
    let endpoint = &new.endpoint;
    if endpoint.private || !endpoint.public_access_cidrs.is_empty() || reading.faults.touch("cluster.endpoint") {
        return;
    }
    sink.push(
        Diagnostic::new(&CODE, "the Kubernetes API has neither a private nor a public address")
            .at(&endpoint.span, "`private = false`, and no `public_access_cidrs`")
            .help("remove `private = false`, or add `public_access_cidrs`"),
    );
}
