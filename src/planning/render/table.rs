//! The plan for a terminal of 80 columns.

use std::fmt::Write as _;

use crate::planning::cost::NodeCost;
use crate::planning::first_limit::FirstLimit;
use crate::planning::notes::{mode, notes};
use crate::planning::plan::Plan;
use crate::planning::scenario::Scenario;
use crate::planning::subnet_plan::SubnetPlan;

/// Renders a plan. Nothing is wider than 80 columns unless a name is.
pub fn render(plan: &Plan<'_>) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{} in {}\n{}\n", plan.model.cluster.name.value, plan.model.cluster.region.value, mode(plan.model));
    groups(&mut text, plan);
    addresses(&mut text, plan);
    prefixes(&mut text, plan);
    limits(&mut text, plan);
    growth(&mut text, plan);
    text.push_str("\nsteady  desired nodes, planned pods        max     max nodes, planned pods\n");
    text.push_str("update  max, every group updated at once   z.lost  max nodes in one zone less\n");
    text.push_str("full    max nodes with max-pods            bound   the most that pools ever hold\n");
    text.push_str("!       does not fit                       left    on the worst day, bound aside\n\n");
    for note in notes(plan.model, &plan.groups) {
        wrap(&mut text, &note);
    }
    text
}

fn groups(text: &mut String, plan: &Plan<'_>) {
    if plan.groups.is_empty() {
        text.push_str("No node groups are declared: the plan shows what else lives in the subnets.\n\n");
        return;
    }
    let _ = writeln!(text, "{:<16}{:<18}{:>8}{:>9}{:>14}{:>14}", "group", "type", "nodes", "max-pods", "planned", "full");
    for group in &plan.groups {
        let most = group.max.map_or_else(|| "?".to_owned(), |max| max.to_string());
        let _ = writeln!(
            text,
            "{:<16}{:<18}{:>8}{:>9}{:>14}{:>14}",
            group.name.as_str(),
            group.instance.unwrap_or("any"),
            format!("{}..{most}", group.desired),
            group.max_pods,
            cost(&group.planned),
            cost(&group.full)
        );
    }
    text.push_str("planned, full: pods of a node: its addresses in the node subnet + the pod subnet\n\n");
}

fn cost(cost: &NodeCost) -> String {
    format!("{}: {}+{}", cost.pods, cost.node.addresses(), cost.pod.addresses())
}

fn head(text: &mut String, title: &str, has: &str) {
    let _ = write!(text, "{title:<28}{has:>5} ");
    for scenario in ["steady", "max", "update", "z.lost", "full", "bound"] {
        let _ = write!(text, "{scenario:>6} ");
    }
    text.push_str("left\n");
}

fn addresses(text: &mut String, plan: &Plan<'_>) {
    head(text, "addresses", "has");
    each(text, plan, |text, subnet| {
        let _ = write!(text, "{:>6}", subnet.space.usable());
        for scenario in Scenario::ALL {
            let demand = subnet.demand(scenario);
            let missing = demand.addresses() > subnet.space.usable() || demand.singles > subnet.space.singles();
            let _ = write!(text, "{:>6}{}", demand.addresses(), mark(missing));
        }
        let _ = writeln!(text, "{:>4}", left(subnet.headroom_percent()));
        true
    });
}

fn prefixes(text: &mut String, plan: &Plan<'_>) {
    if !plan.subnets.iter().any(needs_prefixes) {
        return;
    }
    text.push('\n');
    head(text, "/28 prefixes", "clean");
    each(text, plan, |text, subnet| {
        if !needs_prefixes(subnet) {
            return false;
        }
        let _ = write!(text, "{:>6}", subnet.space.clean());
        for scenario in Scenario::ALL {
            let need = subnet.demand(scenario).prefixes;
            let _ = write!(text, "{need:>6}{}", mark(need > subnet.blocks(scenario).expected));
        }
        let peak = subnet.peak();
        let (has, need) = (i128::from(subnet.blocks(peak).expected), i128::from(subnet.demand(peak).prefixes));
        let percent = ((has - need) * 100).div_euclid(has.max(1));
        let _ = writeln!(text, "{:>4}", left(i64::try_from(percent).unwrap_or(i64::MIN)));
        true
    });
    text.push_str("clean: in the empty subnet; judged by what single addresses at random leave\n");
}

const fn mark(missing: bool) -> char {
    if missing { '!' } else { ' ' }
}

fn left(percent: i64) -> String {
    if percent < 0 { "none".to_owned() } else { format!("{percent}%") }
}

fn needs_prefixes(subnet: &SubnetPlan<'_>) -> bool {
    subnet.demand(Scenario::Bound).prefixes > 0
}

/// Rows by zone; a row that says nothing is left out, and a zone without rows.
fn each(text: &mut String, plan: &Plan<'_>, row: impl Fn(&mut String, &SubnetPlan<'_>) -> bool) {
    let mut zone = None;
    for subnet in &plan.subnets {
        let mut line = String::new();
        let _ = write!(line, "  {:<8}{:<18}", subnet.role.as_str(), subnet.cidr().to_string());
        if row(&mut line, subnet) {
            if zone != Some(subnet.zone) {
                let retired = plan.model.zones.get(subnet.zone).is_some_and(|network| network.retired);
                let _ = writeln!(text, "{}{}", subnet.zone, if retired { " (retired)" } else { "" });
                zone = Some(subnet.zone);
            }
            text.push_str(&line);
        }
    }
}

fn limits(text: &mut String, plan: &Plan<'_>) {
    let _ = writeln!(text, "\n{:<44}{:>12}{:>12}", "beyond the subnets, under update", "needs", "default");
    for limit in &plan.limits {
        let mark = mark(!limit.fits());
        let _ = writeln!(text, "  {:<42}{:>12}{mark}{:>11}  {}", limit.name, limit.need, limit.quota, limit.source);
    }
}

fn growth(text: &mut String, plan: &Plan<'_>) {
    let Some([packed, expected, worst]) = &plan.first else { return };
    let most = |limit: &FirstLimit| limit.nodes.to_string();
    let _ = write!(text, "\nroom for {} nodes with the planned pods", most(expected));
    if packed.nodes != worst.nodes {
        let _ = write!(text, " ({} to {}, as addresses fall)", most(worst), most(packed));
    }
    let _ = writeln!(text, ";\nthe next one runs out of: {}", expected.short);
}

fn wrap(text: &mut String, note: &str) {
    let mut column = 0;
    for (at, word) in std::iter::once("note:").chain(note.split(' ')).enumerate() {
        let width = word.chars().count();
        if at > 0 && column + 1 + width > 80 {
            text.push_str("\n      ");
            column = 6;
        } else if at > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += width;
    }
    text.push('\n');
}
