//! Blocks in ranges that no VPC has.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::free_block::free_pod_block;
use crate::planning::vpc_blocks::{Place, Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 207, name: "vpc-cidr-forbidden", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["V3"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    for judged in judge(&reading.model.vpc) {
        let Verdict::Forbidden(range) = judged.verdict else { continue };
        let (block, span) = (judged.block.value, &judged.block.span);
        let finding = Diagnostic::new(&CODE, format!("no VPC takes `{block}`")).at(span, format!("inside `{range}`"));
        sink.push(match (judged.place, free_pod_block(&reading.model, block.prefix_len())) {
            (Place::Added, Some(instead)) => finding.help(format!("write `{instead}`")).patch(span, format!("\"{instead}\""), false),
            (Place::Added | Place::NewPrimary, _) => finding.help("choose a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"),
            _ => finding.help("write the block that `aws ec2 describe-vpcs` shows"),
        });
    }
}
