//! Limits beyond the subnets: AWS's quotas at their defaults (rule book 7.1; ip-planning 3.2).

use crate::model::network::Model;
use crate::model::region::Zone;
use crate::planning::cost::GroupCost;
use crate::planning::scenario::{Scenario, node_zones, nodes_in_zone};
use crate::planning::subnet_plan::SubnetPlan;

/// Network address units of a VPC (Q10).
pub const VPC_UNITS: u64 = 64_000;
/// Network interfaces of a Region, enforced in each zone (Q6).
pub const INTERFACES: u64 = 5_000;
/// Routes of a route table (Q4).
pub const ROUTES: u64 = 500;
/// IPv4 blocks of a VPC (Q3).
pub const BLOCKS: u64 = 5;
/// Nodes of a managed group.
const MANAGED_NODES: u64 = 450;

/// One limit and what the file needs of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// Its name.
    pub name: &'static str,
    /// Needed at `max` nodes under update.
    pub need: u64,
    /// AWS's default.
    pub quota: u64,
    /// The entry of the rule book, or the service whose quota it is.
    pub source: &'static str,
}

impl Limit {
    /// Whether the default does.
    pub const fn fits(&self) -> bool {
        self.need <= self.quota
    }
}

/// All limits.
pub fn limits(model: &Model, groups: &[GroupCost<'_>], subnets: &[SubnetPlan<'_>]) -> Vec<Limit> {
    let zones = node_zones(model);
    let of_nodes = |each: &dyn Fn(&GroupCost<'_>) -> u64| -> u64 {
        groups.iter().map(|group| zones * nodes_in_zone(group, Scenario::Update, zones) * each(group)).sum()
    };
    let fixed = |each: fn(&crate::planning::occupants::Occupant) -> u64| -> u64 {
        subnets.iter().flat_map(|subnet| &subnet.occupants).map(each).sum()
    };
    let in_zone = |zone: &Zone| -> u64 {
        subnets.iter().filter(|subnet| subnet.zone == zone).flat_map(|subnet| &subnet.occupants).map(|occupant| occupant.upgrade).sum()
    };
    let interfaces = of_nodes(&|group| group.planned.enis) / zones + model.zones.keys().map(in_zone).max().unwrap_or(0);
    let blocks = u64::try_from(model.vpc.blocks().count()).unwrap_or(0);
    let connected = u64::try_from(model.connected.values().flat_map(|network| &network.cidrs).count()).unwrap_or(0);
    let mut found = vec![
        Limit {
            name: "network address units of the VPC",
            need: of_nodes(&units) + fixed(|occupant| occupant.units),
            quota: VPC_UNITS,
            source: "Q10",
        },
        Limit { name: "network interfaces in a zone", need: interfaces, quota: INTERFACES, source: "Q6" },
        // A local route for each block, the default route, one for each block of the others.
        Limit { name: "routes of a route table", need: blocks + 1 + connected, quota: ROUTES, source: "Q4" },
        Limit { name: "IPv4 blocks of the VPC", need: blocks, quota: BLOCKS, source: "Q3" },
    ];
    let managed = groups.iter().filter(|group| group.group.kind.value == crate::model::node_group::NodeKind::Managed);
    if let Some(nodes) = managed.map(|group| u64::from(group.max.unwrap_or(0))).max() {
        found.push(Limit { name: "nodes of a managed group", need: nodes, quota: MANAGED_NODES, source: "EKS" });
    }
    found
}

/// Units of a node: each address, each prefix, and each interface beyond the first (Q12).
pub fn units(group: &GroupCost<'_>) -> u64 {
    let cost = &group.planned;
    cost.node.singles + cost.node.prefixes + cost.pod.singles + cost.pod.prefixes + cost.enis.saturating_sub(1)
}
