//! Subnets that a declared group cannot live in, as the rules report them.

use crate::model::cidr::Cidr;
use crate::model::network::Reading;
use crate::model::subnet::{Origin, SubnetRole};
use crate::planning::cost::{GroupCost, NodeCost};
use crate::planning::plan::Plan;
use crate::planning::scenario::{Scenario, in_role, node_zones, nodes_in_zone};
use crate::planning::space::{Demand, Placement, Space};
use crate::planning::subnet_plan::SubnetPlan;

/// Largest subnet that AWS makes (S1).
const LARGEST: u8 = 16;

/// A kind of subnet that is too small.
#[derive(Debug, Clone, Copy)]
pub struct Shortfall<'p, 'a> {
    /// The one that misses most.
    pub subnet: &'p SubnetPlan<'a>,
    /// How many of its role are too small.
    pub subnets: usize,
    /// The group that asks for most.
    pub group: &'p GroupCost<'a>,
    /// Its nodes in the zone.
    pub nodes: u64,
    /// What one of them takes there.
    pub each: Demand,
    /// What is asked of the subnet in all.
    pub asked: Demand,
    /// Whether it fails whatever nobody has declared: pods of groups without `pods_per_node`, interfaces of a cluster whose subnets
    /// the file does not name.
    pub certain: bool,
}

/// Whether the figures mean anything: nothing that they rest on was refused.
pub fn sound(reading: &Reading) -> bool {
    !["cluster", "vpc", "zones", "subnets", "pods", "cni", "nodes"].iter().any(|path| reading.faults.touch(path))
}

impl<'p, 'a> Shortfall<'p, 'a> {
    /// The subnets of a role that `fails` picks by what a scenario asks of them. `fails` is told the subnet and a demand.
    pub fn find(plan: &'p Plan<'a>, role: SubnetRole, scenario: Scenario, fails: impl Fn(&SubnetPlan<'_>, Demand) -> bool) -> Option<Self> {
        let zones = node_zones(plan.model);
        let missing = |subnet: &SubnetPlan<'_>| {
            let asked = subnet.demand(scenario);
            i128::from(asked.addresses()) - i128::from(subnet.space.usable())
        };
        let short: Vec<&SubnetPlan<'a>> =
            plan.subnets.iter().filter(|subnet| subnet.role == role && fails(subnet, subnet.demand(scenario))).collect();
        // The first of equals.
        let subnet = *short.iter().rev().max_by_key(|subnet| missing(subnet))?;
        let in_zone = |group: &GroupCost<'_>| nodes_in_zone(group, scenario, zones);
        let group = plan.groups.iter().rev().max_by_key(|group| in_zone(group) * in_role(&group.planned, role).addresses())?;
        let each = in_role(&group.planned, role);
        if each.addresses() == 0 || in_zone(group) == 0 {
            return None;
        }
        let declared = |group: &GroupCost<'_>| -> NodeCost { if group.planned_given { group.planned } else { group.idle } };
        let fixed = subnet.occupants.iter().filter(|occupant| !occupant.assumed).map(|occupant| occupant.steady).sum();
        let least = plan
            .groups
            .iter()
            .map(|group| in_role(&declared(group), role).times(in_zone(group)))
            .fold(Demand { singles: fixed, prefixes: 0 }, Demand::plus);
        Some(Self {
            subnet,
            subnets: short.len(),
            group,
            nodes: in_zone(group),
            each,
            asked: subnet.demand(scenario),
            certain: fails(subnet, least),
        })
    }

    /// `the node subnet in eu-west-1a`.
    pub fn place(&self) -> String {
        format!("the {} subnet in `{}`", self.subnet.role, self.subnet.zone)
    }

    /// What the line of the group's size says: its nodes in the zone, and what each takes.
    pub fn label(&self) -> String {
        let each = match (self.each.prefixes, self.each.addresses()) {
            (0, 1) => "an address each".to_owned(),
            (0, addresses) => format!("{addresses} addresses each"),
            (1, addresses) => format!("a prefix each, {addresses} addresses in all"),
            (prefixes, addresses) => format!("{prefixes} prefixes each, {addresses} addresses in all"),
        };
        let nodes = if self.nodes == 1 { "1 node".to_owned() } else { format!("{} nodes", self.nodes) };
        format!("{nodes} in a zone, {each}")
    }

    /// The other zones, if they are too small as well.
    pub fn others(&self) -> Option<String> {
        match self.subnets {
            0 | 1 => None,
            2 => Some(format!("the {} subnet of another zone is too small as well", self.subnet.role)),
            n => Some(format!("the {} subnets of {} other zones are too small as well", self.subnet.role, n - 1)),
        }
    }

    /// The prefix length that would do, if eksnet chooses the block and there is one.
    pub fn prefix_that_fits(&self, scenario: Scenario) -> Option<u8> {
        let cidr = self.subnet.cidr();
        if self.subnet.subnet.origin != Origin::Carved {
            return None;
        }
        let demand = self.subnet.demand(scenario);
        let fits = |len: &u8| Cidr::around(cidr.first(), *len).is_some_and(|cidr| Space::new(cidr, None).fits(demand, Placement::Expected));
        (LARGEST..cidr.prefix_len()).rev().find(fits)
    }

    /// The most nodes of the group that the subnet takes beside all others, over all zones.
    pub fn nodes_that_fit(&self, plan: &Plan<'_>, scenario: Scenario) -> u64 {
        let zones = node_zones(plan.model);
        let others = Demand {
            singles: self.asked.singles.saturating_sub(self.each.singles * self.nodes),
            prefixes: self.asked.prefixes.saturating_sub(self.each.prefixes * self.nodes),
        };
        let extra = self.nodes - nodes_in_zone(self.group, Scenario::Max, zones);
        let extra = if scenario == Scenario::Update { extra } else { 0 };
        let in_zone = (1..self.nodes)
            .rev()
            .find(|nodes| *nodes > extra && self.subnet.space.fits(others.plus(self.each.times(*nodes)), Placement::Expected))
            .unwrap_or(0);
        in_zone.saturating_sub(extra) * zones
    }

    /// The remedy: a larger subnet where eksnet chooses its block, fewer nodes otherwise.
    pub fn help(&self, plan: &Plan<'_>, scenario: Scenario) -> String {
        let role = self.subnet.role;
        let fewer = match self.nodes_that_fit(plan, scenario) {
            0 => None,
            most => Some(format!("lower `max` of `{}` to {most}", self.group.name)),
        };
        let larger = self.prefix_that_fits(scenario).map(|len| format!("give the {role} subnets `prefix = {len}`"));
        let dense = match role {
            SubnetRole::Node if !plan.model.pods.strategy.value.has_pod_subnets() && self.each.addresses() > 1 => {
                Some("give pods subnets of their own: `strategy = \"eniconfig\"`".to_owned())
            }
            _ => None,
        };
        let ways: Vec<String> = [larger, fewer, dense].into_iter().flatten().collect();
        if ways.is_empty() { format!("give the {role} subnets larger blocks") } else { ways.join(", or ") }
    }
}
