//! New clusters whose own interfaces share subnets that nodes fill.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::subnet::SubnetRole;
use crate::planning::occupants::{CLUSTER_INTERFACES, CONTROL_PLANE_FREE};
use crate::planning::plan::Plan;
use crate::planning::scenario::Scenario;
use crate::planning::shortfall::{Shortfall, sound};
use crate::planning::space::{Demand, Placement};
use crate::planning::subnet_plan::SubnetPlan;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 654, name: "upgrade-starved", severity: Severity::Warning, fails_at: FailsAt::Runtime, rulebook: &["S5"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if !sound(reading) {
        return;
    }
    let plan = Plan::sketch(model);
    let own = |subnet: &SubnetPlan<'_>| subnet.occupants.iter().map(|occupant| occupant.steady).sum::<u64>();
    let left = |subnet: &SubnetPlan<'_>, asked: Demand| (subnet.space.usable() + own(subnet)).saturating_sub(asked.addresses());
    // Of a cluster that exists, the file does not say where its interfaces are.
    let shared = |subnet: &SubnetPlan<'_>| subnet.occupants.iter().any(|occupant| occupant.what == CLUSTER_INTERFACES && !occupant.assumed);
    let starved = |subnet: &SubnetPlan<'_>, asked: Demand| {
        shared(subnet) && subnet.space.fits(asked, Placement::Expected) && left(subnet, asked) < CONTROL_PLANE_FREE
    };
    let Some(short) = Shortfall::find(&plan, SubnetRole::Node, Scenario::Max, starved) else { return };
    let (group, subnet) = (short.group, short.subnet);
    let left = left(subnet, short.asked);
    let addresses = if left == 1 { "address" } else { "addresses" };
    let message = format!("with every group at its `max`, {} keeps {left} {addresses} for the cluster's own interfaces", short.place());
    sink.push(
        Diagnostic::new(&CODE, message)
            .at(group.max_span(), short.label())
            .also(subnet.span(), format!("{} addresses; without control subnets the cluster shares them", subnet.space.usable()))
            .help(
                "give the cluster subnets of its own: `control = { prefix = 28 }` under `[subnets]`, or a `control` subnet in every zone",
            ),
    );
}
