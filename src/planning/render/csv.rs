//! The plan for spreadsheets: one line for each subnet and kind of day. No field needs quotes.

use std::fmt::Write as _;

use crate::planning::plan::Plan;
use crate::planning::scenario::Scenario;
use crate::planning::space::Placement;

/// The heading.
const HEAD: &str = "zone,role,cidr,usable,clean_blocks,scenario,addresses,singles,prefixes,blocks_packed,blocks_expected,blocks_worst,fits";

/// Renders a plan.
pub fn render(plan: &Plan<'_>) -> String {
    let mut text = format!("{HEAD}\n");
    for subnet in &plan.subnets {
        for scenario in Scenario::ALL {
            let (demand, blocks) = (subnet.demand(scenario), subnet.blocks(scenario));
            let _ = writeln!(
                text,
                "{},{},{},{},{},{},{},{},{},{},{},{},{}",
                subnet.zone,
                subnet.role,
                subnet.cidr(),
                subnet.space.usable(),
                subnet.space.clean(),
                scenario.as_str(),
                demand.addresses(),
                demand.singles,
                demand.prefixes,
                blocks.packed,
                blocks.expected,
                blocks.worst,
                subnet.fits(scenario, Placement::Expected)
            );
        }
    }
    text
}
