//! Blocks on docker's bridge.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cidr::AddressClass;
use crate::model::network::Reading;
use crate::planning::free_block::{DOCKER_BRIDGE, free_block};
use crate::planning::vpc_blocks::{Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 211, name: "docker-bridge-range", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &["V12"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    for judged in judge(&reading.model.vpc) {
        let (block, span) = (judged.block.value, &judged.block.span);
        if !judged.place.is_new() || judged.verdict != Verdict::Fine || !block.overlaps(DOCKER_BRIDGE) {
            continue;
        }
        let finding = Diagnostic::new(&CODE, format!("`{block}` is in the range of docker's bridge, `{DOCKER_BRIDGE}`"))
            .at(span, "hosts with docker, Cloud9 and SageMaker do not reach it");
        let range = AddressClass::B.range();
        sink.push(match range.and_then(|range| free_block(&reading.model, block.prefix_len(), &[range])) {
            Some(instead) => finding.help(format!("write `{instead}`")).patch(span, format!("\"{instead}\""), false),
            None => finding.help("choose a block outside it"),
        });
    }
}
