//! A pod limit that EKS overrides.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::group::max_pods_counts;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 607, name: "max-pods-has-no-effect", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &["M10"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    for (name, group) in &reading.model.nodes {
        let own = group.max_pods.as_ref().filter(|_| !max_pods_counts(group) && !reading.faults.touch(&format!("nodes.{name}")));
        if let Some(own) = own {
            sink.push(
                Diagnostic::new(&CODE, format!("`max_pods` does not reach the kubelet of `{name}`"))
                    .at(&own.span, "EKS sets it itself, from the type")
                    .also(&group.kind.span, "without an image of your own")
                    .help("remove it, give the group an `ami_id` of your own, or write `kind = \"self_managed\"`"),
            );
        }
    }
}
