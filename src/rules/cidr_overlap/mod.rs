//! Blocks of one VPC that overlap.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cidr::Cidr;
use crate::model::network::Reading;
use crate::planning::overlap::nested;
use crate::planning::vpc_blocks::{Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 203, name: "cidr-overlap", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["V5"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    if reading.faults.touch("vpc.cidr") {
        return;
    }
    let judged = judge(&reading.model.vpc);
    let blocks: Vec<Cidr> = judged.iter().map(|judged| judged.block.value).collect();
    for (outer, inner) in nested(&blocks) {
        let (first, block) = (&judged[outer.min(inner)], &judged[outer.max(inner)]);
        // A block of the wrong size overlaps others only for that reason.
        if first.verdict == Verdict::Overlap && block.verdict == Verdict::Overlap {
            sink.push(
                Diagnostic::new(&CODE, format!("`{}` overlaps `{}` of the same VPC", block.block.value, first.block.value))
                    .at(&block.block.span, "")
                    .also(&first.block.span, "this block")
                    .help("give the VPC blocks that have no address in common"),
            );
        }
    }
}
