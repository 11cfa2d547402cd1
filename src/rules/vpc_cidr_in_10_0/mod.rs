//! A further block in 10.0.0.0/16.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cidr::AddressClass;
use crate::model::network::Reading;
use crate::planning::free_block::free_block_of_class;
use crate::planning::vpc_blocks::{Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 209, name: "vpc-cidr-in-10-0", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["V7"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    if reading.faults.touch("vpc.cidr") {
        return;
    }
    for judged in judge(&reading.model.vpc) {
        let Verdict::InTenZero(other) = judged.verdict else { continue };
        let (block, span) = (judged.block.value, &judged.block.span);
        let finding = Diagnostic::new(&CODE, format!("`{block}` cannot join a VPC that has `{}`", other.value))
            .at(span, "inside `10.0.0.0/16`")
            .also(&other.span, "inside `10.0.0.0/15`")
            .note("AWS adds nothing of `10.0.0.0/16` to a VPC that has a block of `10.0.0.0/15`, and answers `InvalidVpc.Range`");
        sink.push(match free_block_of_class(&reading.model, AddressClass::A, block.prefix_len()) {
            Some(instead) => finding.help(format!("write `{instead}`")).patch(span, format!("\"{instead}\""), false),
            None => finding.help("choose a block of 10.0.0.0/8 outside 10.0.0.0/16"),
        });
    }
}
