//! A pod limit beyond what EKS recommends.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::group::max_pods_counts;
use crate::planning::instances::find;
use crate::planning::max_pods::cap;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 609, name: "max-pods-above-recommendation", severity: Severity::Note, fails_at: FailsAt::Runtime, rulebook: &["M5"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    for (name, group) in &reading.model.nodes {
        let own = group.max_pods.as_ref().filter(|_| max_pods_counts(group) && !reading.faults.touch(&format!("nodes.{name}")));
        let Some(own) = own else { continue };
        // The least of its types decides; of a type that the table does not know nothing is said.
        let caps: Option<Vec<u32>> = group.instance_types.iter().map(|type_| find(type_.as_str()).map(|limits| cap(&limits))).collect();
        let Some(most) = caps.and_then(|caps| caps.into_iter().min()) else { continue };
        if own.value > most {
            sink.push(
                Diagnostic::new(&CODE, format!("{} pods a node are more than EKS recommends, which is {most}", own.value))
                    .at(&own.span, "the kubelet and the API server bear the rest")
                    .help(format!("write `max_pods = {most}` unless you have measured it")),
            );
        }
    }
}
