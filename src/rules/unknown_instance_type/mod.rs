//! Instance types that the table does not know.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::instances::{TABLE_DATE, find, suggest};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 606, name: "unknown-instance-type", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["M1"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    for (name, group) in &reading.model.nodes {
        if reading.faults.touch(&format!("nodes.{name}.instance_types")) {
            continue;
        }
        for type_ in group.instance_types.iter().filter(|type_| find(type_.as_str()).is_none()) {
            let finding = Diagnostic::new(&CODE, format!("`{}` is not an instance type of AWS", type_.value))
                .at(&type_.span, format!("not in the table of {TABLE_DATE}"));
            sink.push(match suggest(type_.as_str()) {
                Some(meant) => finding.help(format!("did you mean `{meant}`?")).patch(&type_.span, format!("\"{meant}\""), false),
                None => finding.help("write another type; one that is newer than the table needs a newer eksnet"),
            });
        }
    }
}
