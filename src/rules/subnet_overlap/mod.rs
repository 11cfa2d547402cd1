//! Subnets that share addresses.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cidr::Cidr;
use crate::model::network::Reading;
use crate::model::subnet::Origin;
use crate::planning::overlap::nested;
use crate::planning::subnets::{Placed, free_subnet, placed};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 402, name: "subnet-overlap", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["S1", "S3"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let all = placed(&reading.model);
    let blocks: Vec<Cidr> = all.iter().map(|found| found.subnet.cidr.value).collect();
    for (outer, inner) in nested(&blocks) {
        // What the file writes gives way to what is carved, and the later line to the earlier one.
        let key = |at: usize| (all[at].subnet.origin != Origin::Carved, all[at].subnet.cidr.span.start);
        let (first, second) = if key(outer) < key(inner) { (all[outer], all[inner]) } else { (all[inner], all[outer]) };
        let same = first.subnet.id().zip(second.subnet.id()).is_some_and(|(a, b)| a.value == b.value);
        if same && first.zone == second.zone {
            continue;
        }
        sink.push(if same { one_subnet(first, second) } else { two_subnets(reading, first, second) });
    }
}

fn two_subnets(reading: &Reading, first: Placed<'_>, second: Placed<'_>) -> Diagnostic {
    let (block, span) = (second.subnet.cidr.value, &second.subnet.cidr.span);
    let finding = Diagnostic::new(
        &CODE,
        format!(
            "the {} subnet `{block}` of `{}` overlaps the {} subnet `{}` of `{}`",
            second.role, second.zone, first.role, first.subnet.cidr.value, first.zone
        ),
    )
    .at(span, "")
    .also(&first.subnet.cidr.span, if first.subnet.origin == Origin::Carved { "carved from here" } else { "this subnet" });
    match (&second.subnet.origin, free_subnet(&reading.model, second.role, block.prefix_len())) {
        (Origin::Explicit, Some(instead)) => finding.help(format!("write `{instead}`")).patch(span, format!("\"{instead}\""), false),
        (Origin::Adopted(id), _) => finding.help(format!("write what `aws ec2 describe-subnets --subnet-ids {}` shows", id.value)),
        _ => finding.help("choose a free block"),
    }
}

fn one_subnet(first: Placed<'_>, second: Placed<'_>) -> Diagnostic {
    let id = second.subnet.id().map(|id| id.value.to_string()).unwrap_or_default();
    Diagnostic::new(&CODE, format!("`{id}` cannot be in both `{}` and `{}`", first.zone, second.zone))
        .at(&second.subnet.cidr.span, "")
        .also(&first.subnet.cidr.span, "the same subnet")
        .help(format!("`aws ec2 describe-subnets --subnet-ids {id}` shows its zone"))
}
