//! One subnet: what it has, and what every kind of day asks of it.

use crate::diag::span::Span;
use crate::model::cidr::Cidr;
use crate::model::network::Model;
use crate::model::region::Zone;
use crate::model::subnet::{Subnet, SubnetRole};
use crate::planning::cost::GroupCost;
use crate::planning::occupants::{Occupant, occupants};
use crate::planning::scenario::{Scenario, cost_in, in_role, node_zones, nodes_in_zone};
use crate::planning::space::{Blocks, Demand, Placement, Space};

/// A demand for every scenario.
pub type Demands = [Demand; 6];

/// One subnet.
#[derive(Debug, Clone)]
pub struct SubnetPlan<'a> {
    /// Its zone.
    pub zone: &'a Zone,
    /// Its role.
    pub role: SubnetRole,
    /// The subnet.
    pub subnet: &'a Subnet,
    /// Its room.
    pub space: Space,
    /// What lives there besides nodes and pods.
    pub occupants: Vec<Occupant>,
    /// All that is asked of it.
    pub demands: Demands,
}

impl SubnetPlan<'_> {
    /// What a scenario asks.
    pub fn demand(&self, scenario: Scenario) -> Demand {
        self.demands[scenario.index()]
    }

    /// Whether there is room, with single addresses placed so.
    pub fn fits(&self, scenario: Scenario, placement: Placement) -> bool {
        self.space.fits(self.demand(scenario), placement)
    }

    /// Blocks for prefixes in a scenario.
    pub fn blocks(&self, scenario: Scenario) -> Blocks {
        self.space.blocks(self.demand(scenario).singles)
    }

    /// The scenario, of those to plan for, that asks most.
    pub fn peak(&self) -> Scenario {
        let planned = Scenario::ALL.into_iter().filter(|scenario| scenario.planned_for());
        planned.max_by_key(|scenario| self.demand(*scenario).addresses()).unwrap_or(Scenario::Steady)
    }

    /// Addresses left in the peak; negative when some are missing.
    pub fn headroom(&self) -> i64 {
        signed(self.space.usable()) - signed(self.demand(self.peak()).addresses())
    }

    /// The same in hundredths of what there is, rounded down.
    pub fn headroom_percent(&self) -> i64 {
        (self.headroom() * 100).div_euclid(signed(self.space.usable()).max(1))
    }

    /// The mildest scenario that does not fit; single addresses placed at random.
    pub fn fails_in(&self) -> Option<Scenario> {
        Scenario::ALL.into_iter().find(|scenario| !self.fits(*scenario, Placement::Expected))
    }

    /// The line of the file that sets its size.
    pub fn span(&self) -> &Span {
        &self.subnet.cidr.span
    }

    /// Its block.
    pub fn cidr(&self) -> Cidr {
        self.subnet.cidr.value
    }
}

/// All subnets, by zone and role.
pub fn subnets<'a>(model: &'a Model, groups: &[GroupCost<'_>]) -> Vec<SubnetPlan<'a>> {
    let zones = node_zones(model);
    let mut found = Vec::new();
    for (zone, network) in &model.zones {
        let mut blocks: Vec<Cidr> = network.subnets.values().map(|subnet| subnet.cidr.value).collect();
        blocks.dedup();
        for block in blocks {
            // An adopted subnet may have two roles: the cluster's own interfaces live with the nodes then.
            let roles: Vec<SubnetRole> =
                network.subnets.iter().filter(|(_, subnet)| subnet.cidr.value == block).map(|(role, _)| *role).collect();
            let named = roles.iter().copied().find(|role| *role == SubnetRole::Node).or(roles.first().copied());
            let Some((role, subnet)) = named.and_then(|role| Some((role, network.subnet(role)?))) else { continue };
            if found.iter().any(|known: &SubnetPlan<'_>| known.zone == zone && known.role == role) {
                continue;
            }
            let occupants: Vec<Occupant> = roles.iter().flat_map(|role| occupants(model, zone, *role)).collect();
            let demands = Scenario::ALL.map(|scenario| {
                let upgrade = matches!(scenario, Scenario::Update | Scenario::Bound);
                let fixed = occupants.iter().map(|occupant| if upgrade { occupant.upgrade } else { occupant.steady }).sum();
                let active = groups.iter().filter(|_| !network.retired);
                let of_nodes = active.flat_map(|group| {
                    let (cost, nodes) = (cost_in(group, scenario), nodes_in_zone(group, scenario, zones));
                    roles.iter().map(move |role| in_role(cost, *role).times(nodes))
                });
                of_nodes.fold(Demand { singles: fixed, prefixes: 0 }, Demand::plus)
            });
            found.push(SubnetPlan { zone, role, subnet, space: Space::of(subnet), occupants, demands });
        }
    }
    found
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
