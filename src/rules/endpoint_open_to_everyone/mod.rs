//! A public endpoint for everybody.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 308, name: "endpoint-open-to-everyone", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &["L3"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let Some(new) = reading.model.cluster.new_cluster() else { return };
    let Some(everyone) = new.endpoint.public_access_cidrs.iter().find(|network| network.prefix_len() == 0) else { return };
    sink.push(
        Diagnostic::new(&CODE, "the whole internet may reach the Kubernetes API")
            .at(&everyone.span, "")
            .help("name the networks that need it, such as `203.0.113.0/24`, or remove `public_access_cidrs` altogether"),
    );
}
