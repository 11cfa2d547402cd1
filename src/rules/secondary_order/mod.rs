//! A private block that comes after 100.64.0.0/10.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cidr::AddressClass;
use crate::model::network::Reading;
use crate::planning::free_block::free_pod_block;
use crate::planning::vpc_blocks::{Place, Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 213, name: "secondary-order", severity: Severity::Warning, fails_at: FailsAt::Apply, rulebook: &["V8"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    if reading.faults.touch("vpc.cidr") {
        return;
    }
    let judged = judge(&reading.model.vpc);
    let Some(earlier) = judged.iter().find(|judged| judged.place == Place::Attached && judged.block.class() == AddressClass::P) else {
        return;
    };
    for added in judged.iter().filter(|judged| judged.place == Place::Added && judged.verdict == Verdict::Fine) {
        if !added.block.is_rfc1918() {
            continue;
        }
        let (block, span) = (added.block.value, &added.block.span);
        let finding = Diagnostic::new(&CODE, format!("AWS may refuse `{block}` after `{}`", earlier.block.value))
            .at(span, "a private block")
            .also(&earlier.block.span, "is attached before it")
            .note("documents of AWS differ on whether the primary block or the existing ones decide what may join a VPC");
        sink.push(match free_pod_block(&reading.model, block.prefix_len()) {
            Some(instead) => finding.help(format!("write `{instead}`, which joins any VPC")).patch(span, format!("\"{instead}\""), false),
            None => finding.help("choose a block of 100.64.0.0/10, which joins any VPC"),
        });
    }
}
