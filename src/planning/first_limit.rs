//! How many nodes a cluster can have before the first limit is hit, and which one that is.

use std::fmt;

use crate::model::network::Model;
use crate::model::region::Zone;
use crate::model::subnet::SubnetRole;
use crate::planning::cost::GroupCost;
use crate::planning::limits::{INTERFACES, VPC_UNITS, units};
use crate::planning::scenario::{in_role, node_zones};
use crate::planning::space::{Demand, Placement};
use crate::planning::subnet_plan::SubnetPlan;

/// No cluster grows beyond; EKS supports some 5,000 nodes without asking, 100,000 with.
const MOST_NODES: u64 = 100_000;

/// What runs out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Short {
    /// Addresses of a subnet.
    Addresses(Zone, SubnetRole),
    /// Whole /28 blocks of a subnet.
    Blocks(Zone, SubnetRole),
    /// Network interfaces in a zone.
    Interfaces,
    /// Network address units of the VPC.
    Units,
    /// Nothing, up to 100,000 nodes.
    Nothing,
}

/// So many nodes fit, and what stops the next one. All groups grow in proportion, spread evenly, with the planned pods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstLimit {
    /// Nodes that fit.
    pub nodes: u64,
    /// What runs out.
    pub short: Short,
}

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Addresses(zone, role) => write!(f, "addresses of the {role} subnet in {zone}"),
            Self::Blocks(zone, role) => write!(f, "/28 blocks of the {role} subnet in {zone}"),
            Self::Interfaces => f.write_str("network interfaces in a zone (Q6)"),
            Self::Units => f.write_str("network address units of the VPC (Q10)"),
            Self::Nothing => f.write_str("nothing"),
        }
    }
}

/// The limit for each placement; none without groups.
pub fn first_limit(model: &Model, groups: &[GroupCost<'_>], subnets: &[SubnetPlan<'_>]) -> Option<[FirstLimit; 3]> {
    let weights: Vec<u64> = groups.iter().map(|group| u64::from(group.max.unwrap_or(group.desired).max(1))).collect();
    let total: u64 = weights.iter().sum();
    if total == 0 {
        return None;
    }
    let growth = Growth { model, groups, subnets, weights, total };
    Some([Placement::Packed, Placement::Expected, Placement::Worst].map(|placement| growth.limit(placement)))
}

struct Growth<'m, 'a> {
    model: &'m Model,
    groups: &'m [GroupCost<'a>],
    subnets: &'m [SubnetPlan<'a>],
    weights: Vec<u64>,
    total: u64,
}

impl Growth<'_, '_> {
    fn limit(&self, placement: Placement) -> FirstLimit {
        // `fits` nodes fit, `fails` do not.
        let (mut fits, mut fails) = (0, MOST_NODES + 1);
        while fails - fits > 1 {
            let middle = fits + (fails - fits) / 2;
            if self.short(middle, placement).is_none() {
                fits = middle;
            } else {
                fails = middle;
            }
        }
        let short = if fails > MOST_NODES { None } else { self.short(fails, placement) };
        FirstLimit { nodes: fits, short: short.unwrap_or(Short::Nothing) }
    }

    /// What is missing with so many nodes.
    fn short(&self, nodes: u64, placement: Placement) -> Option<Short> {
        // Each group's share, rounded up: no group is planned too small.
        let shares: Vec<u64> = self.weights.iter().map(|weight| (nodes * weight).div_ceil(self.total)).collect();
        let zones = node_zones(self.model);
        for subnet in self.subnets.iter().filter(|subnet| matches!(subnet.role, SubnetRole::Node | SubnetRole::Pod)) {
            let fixed: u64 = subnet.occupants.iter().map(|occupant| occupant.steady).sum();
            let demand = self
                .groups
                .iter()
                .zip(&shares)
                .map(|(group, share)| in_role(&group.planned, subnet.role).times(share.div_ceil(zones)))
                .fold(Demand { singles: fixed, prefixes: 0 }, Demand::plus);
            if subnet.space.fits(demand, placement) {
                continue;
            }
            let by_addresses = demand.addresses() > subnet.space.usable() || demand.singles > subnet.space.singles();
            let short = if by_addresses { Short::Addresses } else { Short::Blocks };
            return Some(short(subnet.zone.clone(), subnet.role));
        }
        let with_shares = || self.groups.iter().zip(&shares);
        let interfaces: u64 = with_shares().map(|(group, share)| group.planned.enis * share.div_ceil(zones)).sum();
        if interfaces > INTERFACES {
            return Some(Short::Interfaces);
        }
        let units: u64 = with_shares().map(|(group, share)| units(group) * share).sum();
        (units > VPC_UNITS).then_some(Short::Units)
    }
}
