//! Subnets of a length that AWS does not take.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cidr::Cidr;
use crate::model::network::Reading;
use crate::model::subnet::Origin;
use crate::planning::subnets::{SUBNET_PREFIX_LENGTHS, placed};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 403, name: "subnet-size", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["S1"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    for found in placed(&reading.model) {
        let (block, span) = (found.subnet.cidr.value, &found.subnet.cidr.span);
        let (low, high) = (*SUBNET_PREFIX_LENGTHS.start(), *SUBNET_PREFIX_LENGTHS.end());
        let length = block.prefix_len().clamp(low, high);
        if length == block.prefix_len() {
            continue;
        }
        let size = if length == low { "large" } else { "small" };
        let finding = Diagnostic::new(&CODE, format!("the {} subnet `{block}` of `{}` is too {size}", found.role, found.zone))
            .at(span, "AWS takes subnets of /16 to /28");
        sink.push(match Cidr::around(block.first(), length).filter(|_| found.subnet.origin == Origin::Explicit) {
            Some(instead) => finding.help(format!("write `{instead}`")).patch(span, format!("\"{instead}\""), false),
            None => finding.help("write what `aws ec2 describe-subnets` shows"),
        });
    }
}
