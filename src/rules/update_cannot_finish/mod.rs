//! Groups that fit, but not together with the nodes that an update adds.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::subnet::SubnetRole;
use crate::planning::plan::Plan;
use crate::planning::scenario::Scenario;
use crate::planning::shortfall::{Shortfall, sound};
use crate::planning::space::{Demand, Placement};
use crate::planning::subnet_plan::SubnetPlan;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 653, name: "update-cannot-finish", severity: Severity::Warning, fails_at: FailsAt::Runtime, rulebook: &["S2", "S24"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    if !sound(reading) {
        return;
    }
    let plan = Plan::sketch(&reading.model);
    for role in [SubnetRole::Node, SubnetRole::Pod] {
        // What does not even fit without an update, other rules speak of.
        if plan.subnets.iter().any(|subnet| subnet.role == role && !subnet.fits(Scenario::Max, Placement::Expected)) {
            continue;
        }
        // The cluster's own upgrade is another day, and the matter of `upgrade-starved`.
        let fails = |subnet: &SubnetPlan<'_>, asked: Demand| {
            let upgrade: u64 = subnet.occupants.iter().map(|occupant| occupant.upgrade - occupant.steady).sum();
            !subnet.space.fits(Demand { singles: asked.singles.saturating_sub(upgrade), ..asked }, Placement::Packed)
        };
        let Some(short) = Shortfall::find(&plan, role, Scenario::Update, fails) else { continue };
        if !short.certain || short.group.surge(short.nodes) == 0 {
            continue;
        }
        let (group, subnet) = (short.group, short.subnet);
        let (asked, has) = (short.asked.addresses(), subnet.space.usable());
        let message = format!("at its `max`, an update of `{}` asks {} for {asked} addresses, which has {has}", group.name, short.place());
        let mut finding = Diagnostic::new(&CODE, message)
            .at(group.max_span(), format!("{}, new ones included", short.label()))
            .also(subnet.span(), format!("{has} addresses"))
            .note("EKS adds up to two nodes a zone before it removes the first old one; both hold their addresses")
            .help(short.help(&plan, Scenario::Update));
        if let Some(others) = short.others() {
            finding = finding.note(others);
        }
        sink.push(finding);
    }
}
