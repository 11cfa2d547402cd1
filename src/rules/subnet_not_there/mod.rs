//! Subnets that eksnet does not make in a VPC that exists.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::subnet::{Origin, SubnetRole};
use crate::planning::subnets::placed;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 830, name: "subnet-not-there", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &[] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let Some(adopted) = reading.model.vpc.adopted() else { return };
    for found in placed(&reading.model) {
        if found.role == SubnetRole::Pod || found.subnet.origin != Origin::Explicit || reading.faults.touch("vpc.id") {
            continue;
        }
        let (block, span) = (found.subnet.cidr.value, &found.subnet.cidr.span);
        sink.push(
            Diagnostic::new(&CODE, format!("the {} subnet of `{}` has no id", found.role, found.zone))
                .at(span, "eksnet would have to make it")
                .also(&adopted.id.span, "in a VPC that exists it makes pod subnets alone")
                .help(format!("write `{} = {{ id = \"subnet-…\", cidr = \"{block}\" }}`", found.role)),
        );
    }
}
