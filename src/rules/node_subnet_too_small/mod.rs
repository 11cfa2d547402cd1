//! Groups at their `max` that ask a node subnet for more addresses than it has.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::subnet::SubnetRole;
use crate::planning::plan::Plan;
use crate::planning::scenario::Scenario;
use crate::planning::shortfall::{Shortfall, sound};
use crate::planning::space::Demand;
use crate::planning::subnet_plan::SubnetPlan;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 650, name: "node-subnet-too-small", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["S2", "N12"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    if !sound(reading) {
        return;
    }
    let plan = Plan::sketch(&reading.model);
    let too_few = |subnet: &SubnetPlan<'_>, asked: Demand| !subnet.space.has_addresses(asked);
    let Some(short) = Shortfall::find(&plan, SubnetRole::Node, Scenario::Max, too_few) else { return };
    let (asked, has) = (short.asked.addresses(), short.subnet.space.usable());
    let message = format!("with every group at its `max`, {} is asked for {asked} addresses and has {has}", short.place());
    let mut finding = Diagnostic::new(&CODE, message)
        .severity(if short.certain { Severity::Error } else { Severity::Warning })
        .at(short.group.max_span(), short.label())
        .also(short.subnet.span(), format!("{has} addresses"))
        .help(short.help(&plan, Scenario::Max));
    if let Some(others) = short.others() {
        finding = finding.note(others);
    }
    sink.push(finding);
}
