//! Blocks of a length that no VPC takes.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cidr::{Cidr, SHARED_SPACE};
use crate::model::network::Reading;
use crate::planning::free_block::free_pod_block;
use crate::planning::public_space::is_public;
use crate::planning::vpc_blocks::{BLOCK_PREFIX_LENGTHS, FORBIDDEN, Judged, Place, Verdict, judge, restricted};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 206, name: "vpc-cidr-size", severity: Severity::Error, fails_at: FailsAt::Plan, rulebook: &["V1"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    for judged in judge(&reading.model.vpc) {
        let primary = judged.block.span == reading.model.vpc.cidr.span;
        if judged.verdict == Verdict::Size && !(primary && reading.faults.touch("vpc.cidr")) {
            sink.push(finding(reading, &judged));
        }
    }
}

fn finding(reading: &Reading, judged: &Judged<'_>) -> Diagnostic {
    let block = judged.block.value;
    let (message, instead) = if block == SHARED_SPACE {
        (format!("`{block}` cannot be attached as such"), free_pod_block(&reading.model, 16))
    } else if block.prefix_len() < *BLOCK_PREFIX_LENGTHS.start() {
        (format!("`{block}` is too large for a block of a VPC"), Cidr::around(block.first(), *BLOCK_PREFIX_LENGTHS.start()))
    } else {
        (format!("`{block}` is too small for a block of a VPC"), Cidr::around(block.first(), *BLOCK_PREFIX_LENGTHS.end()))
    };
    let finding = Diagnostic::new(&CODE, message).at(&judged.block.span, "AWS takes blocks of /16 to /28");
    // A part of it that AWS or common sense refuses as well is no remedy.
    let primary = reading.model.vpc.cidr.value;
    let sound = |part: &Cidr| {
        let joins = judged.place != Place::Added || !(restricted(primary.class(), *part) || primary.overlaps(*part));
        joins && !is_public(*part) && !FORBIDDEN.iter().any(|range| range.contains(*part))
    };
    match instead.filter(sound).or_else(|| free_pod_block(&reading.model, 16)) {
        Some(instead) if judged.place.is_new() => {
            finding.help(format!("write `{instead}`")).patch(&judged.block.span, format!("\"{instead}\""), false)
        }
        _ => finding.help("write the block that `aws ec2 describe-vpcs` shows"),
    }
}
