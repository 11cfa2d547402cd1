//! A new VPC on the block of default VPCs.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cidr::AddressClass;
use crate::model::network::Reading;
use crate::planning::free_block::free_block;
use crate::planning::vpc_blocks::{DEFAULT_VPC, Place, Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 212, name: "default-vpc-range", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &["V13"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    for judged in judge(&reading.model.vpc) {
        let (block, span) = (judged.block.value, &judged.block.span);
        if judged.place != Place::NewPrimary || judged.verdict != Verdict::Fine || !DEFAULT_VPC.contains(block) {
            continue;
        }
        let finding = Diagnostic::new(&CODE, format!("`{block}` is in the range of every default VPC, `{DEFAULT_VPC}`"))
            .at(span, "this VPC can never be peered with one of them");
        let range = AddressClass::B.range();
        sink.push(match range.and_then(|range| free_block(&reading.model, block.prefix_len(), &[range])) {
            Some(instead) => finding.help(format!("write `{instead}`")).patch(span, format!("\"{instead}\""), false),
            None => finding.help("choose a block outside it"),
        });
    }
}
