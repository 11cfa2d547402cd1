//! Connected blocks that summarise.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::reach::is_summary;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 708, name: "summary-route", severity: Severity::Note, fails_at: FailsAt::Never, rulebook: &["N8"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("vpc.cidr") {
        return;
    }
    for (name, network) in &model.connected {
        for theirs in network.cidrs.iter().filter(|theirs| is_summary(model, network.via.value, theirs.value)) {
            sink.push(
                Diagnostic::new(&CODE, format!("`{}` of `{name}` contains the whole VPC", theirs.value))
                    .at(&theirs.span, "taken as a summary route")
                    .also(&model.vpc.cidr.span, "inside it; here the VPC's own routes win")
                    .help("list the networks in it that are in use, and eksnet compares them one by one"),
            );
        }
    }
}
