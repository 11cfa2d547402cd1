//! Names that are too long once they are put together.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::node_group::NodeKind;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 610, name: "names-too-long-together", severity: Severity::Error, fails_at: FailsAt::Plan, rulebook: &["L6"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

/// A launch template's name has at most 128 characters (L6), and Terraform adds 26 to a prefix.
const MOST: usize = 128 - 26;

fn check(reading: &Reading, sink: &mut Sink) {
    let cluster = &reading.model.cluster.name;
    if reading.faults.touch("cluster.name") {
        return;
    }
    for (name, group) in &reading.model.nodes {
        // `<cluster>-<group>-`
        let long = cluster.value.as_str().len() + name.as_str().len() + 2;
        if matches!(group.kind.value, NodeKind::Managed | NodeKind::SelfManaged) && long > MOST {
            sink.push(
                Diagnostic::new(&CODE, format!("the launch template of `{name}` gets a prefix of {long} characters, above {MOST}"))
                    .at(&group.span, "")
                    .also(&cluster.span, "the cluster\'s name is in front of it")
                    .help(format!("shorten the names by {} characters together", long - MOST)),
            );
        }
    }
}
