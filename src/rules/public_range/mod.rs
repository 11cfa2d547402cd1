//! Blocks that belong to somebody on the internet.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::free_block::{free_block, free_pod_block};
use crate::planning::public_space::{is_public, meant_range};
use crate::planning::vpc_blocks::{Place, Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 210, name: "public-range", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &["V11"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    for judged in judge(&model.vpc) {
        let (block, span) = (judged.block.value, &judged.block.span);
        if judged.verdict != Verdict::Fine || !is_public(block) || (*span == model.vpc.cidr.span && reading.faults.touch("vpc.cidr")) {
            continue;
        }
        let meant = meant_range(block);
        let mut finding = Diagnostic::new(&CODE, format!("`{block}` is public address space of others"))
            .at(span, "whoever has an address here cannot reach the real owners");
        if let Some(range) = meant.range().filter(|range| range.network().octets()[0] == block.network().octets()[0]) {
            finding = finding.note(format!("of `{}.0.0.0/8` only `{range}` is private", block.network().octets()[0]));
        }
        let instead = match judged.place {
            Place::Added => free_pod_block(model, block.prefix_len()),
            Place::NewPrimary => meant.range().and_then(|range| free_block(model, block.prefix_len(), &[range])),
            Place::Primary | Place::Attached => None,
        };
        sink.push(match instead {
            Some(instead) => finding.help(format!("write `{instead}`")).patch(span, format!("\"{instead}\""), false),
            None => finding.severity(Severity::Note),
        });
    }
}
