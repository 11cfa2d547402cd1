//! Blocks of one VPC that overlap.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 203, name: "cidr-overlap", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["V5"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let blocks: Vec<_> = reading.model.vpc.blocks().collect();
    if reading.faults.touch("vpc.cidr") {
        return;
    }
    for (at, block) in blocks.iter().enumerate() {
        // One finding a block: with the first that it overlaps.
        if let Some(first) = blocks[..at].iter().find(|earlier| earlier.value.overlaps(block.value)) {
            sink.push(
                Diagnostic::new(&CODE, format!("`{}` overlaps `{}` of the same VPC", block.value, first.value))
                    .at(&block.span, "")
                    .also(&first.span, "this block")
                    .help("give the VPC blocks that have no address in common"),
            );
        }
    }
}
