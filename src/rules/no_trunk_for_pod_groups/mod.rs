//! Security groups for pods on types that cannot have them.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::instances::{TABLE_DATE, find, trunk_known};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 509, name: "no-trunk-for-pod-groups", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["C7"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let wanted = &model.cni.security_groups_for_pods;
    if !wanted.value || reading.faults.touch("nodes") || model.nodes.is_empty() {
        return;
    }
    // One group that can is enough: the scheduler sends such pods there.
    let types: Vec<_> = model.nodes.values().flat_map(|group| &group.instance_types).collect();
    let cannot = |name: &str| find(name).is_some_and(|limits| !limits.trunk_compatible) && trunk_known(name);
    let chosen = model.nodes.values().all(|group| !group.instance_types.is_empty());
    if !chosen || !types.iter().all(|name| cannot(name.as_str())) {
        return;
    }
    let mut finding = Diagnostic::new(&CODE, "no declared instance type can have security groups for pods").at(&wanted.span, "");
    for name in types {
        finding = finding.also(&name.span, format!("`{}` has no trunk interface", name.value));
    }
    sink.push(finding.help(format!("use types of another family, such as `m6i.large` (table of {TABLE_DATE}), or remove the key")));
}
