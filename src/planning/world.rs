//! The subnets of a cluster, address by address, and the nodes that live in them.

use crate::model::region::Zone;
use crate::model::subnet::SubnetRole;
use crate::planning::address_map::{AddressMap, Random};
use crate::planning::cost::{GroupCost, NodeCost};
use crate::planning::plan::Plan;
use crate::planning::space::Demand;

/// What a node did not get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Where.
    pub zone: Zone,
    /// In which subnet.
    pub role: SubnetRole,
    /// Whether it was a whole block; otherwise a single address.
    pub block: bool,
}

/// What a node, or something else, holds in one subnet.
#[derive(Debug, Clone, Default)]
struct Holding {
    singles: Vec<u32>,
    prefixes: Vec<u32>,
}

/// A node.
#[derive(Debug, Clone)]
pub struct LiveNode {
    /// Which group.
    pub group: usize,
    /// Which zone.
    pub zone: usize,
    /// Whether an update made it.
    pub new: bool,
    node: Holding,
    pod: Holding,
}

struct ZoneMaps<'a> {
    zone: &'a Zone,
    node: Option<AddressMap>,
    pod: Option<AddressMap>,
    upgrade: Holding,
    spare: u64,
}

/// The cluster.
pub struct World<'a> {
    groups: &'a [GroupCost<'a>],
    zones: Vec<ZoneMaps<'a>>,
    /// Nodes, in no order.
    pub nodes: Vec<LiveNode>,
    random: Random,
}

impl<'a> World<'a> {
    /// A cluster without nodes. `Err`: not even what else lives there finds room.
    pub fn new(plan: &'a Plan<'a>, seed: u64) -> Result<Self, Missing> {
        let mut random = Random::new(seed);
        let mut zones = Vec::new();
        for (zone, _) in plan.model.active_zones() {
            let map = |role| plan.subnet(zone, role).map(|subnet| AddressMap::new(subnet.subnet));
            let mut maps = ZoneMaps { zone, node: map(SubnetRole::Node), pod: map(SubnetRole::Pod), upgrade: Holding::default(), spare: 0 };
            if let (Some(subnet), Some(node)) = (plan.subnet(zone, SubnetRole::Node), &mut maps.node) {
                let steady: u64 = subnet.occupants.iter().map(|occupant| occupant.steady).sum();
                maps.spare = subnet.occupants.iter().map(|occupant| occupant.upgrade - occupant.steady).sum();
                let missing = Missing { zone: zone.clone(), role: SubnetRole::Node, block: false };
                take(node, Demand { singles: steady, prefixes: 0 }, &mut random).map_err(|_| missing)?;
            }
            zones.push(maps);
        }
        Ok(Self { groups: &plan.groups, zones, nodes: Vec::new(), random })
    }

    /// How many zones there are.
    pub fn zone_count(&self) -> usize {
        self.zones.len()
    }

    /// The name of a zone.
    pub fn zone_name(&self, zone: usize) -> &Zone {
        self.zones[zone].zone
    }

    /// The zone, of those allowed, in which a group has fewest nodes.
    pub fn emptiest(&self, group: usize, lost: Option<usize>) -> Option<usize> {
        let mut count = vec![0_u32; self.zones.len()];
        for node in self.nodes.iter().filter(|node| node.group == group) {
            count[node.zone] += 1;
        }
        (0..self.zones.len()).filter(|zone| Some(*zone) != lost).min_by_key(|zone| count[*zone])
    }

    /// Starts a node with the planned pods.
    pub fn start(&mut self, group: usize, zone: usize, new: bool) -> Result<(), Missing> {
        let NodeCost { node, pod, .. } = self.groups[group].planned;
        let maps = &mut self.zones[zone];
        let missing = |role, block| Missing { zone: maps.zone.clone(), role, block };
        let mut of = |map: &mut Option<AddressMap>, demand: Demand| match map {
            Some(map) => take(map, demand, &mut self.random),
            // Without a subnet there is nothing to take; the rules speak of that.
            None => Ok(Holding::default()),
        };
        let node = of(&mut maps.node, node).map_err(|block| missing(SubnetRole::Node, block))?;
        let pod = match of(&mut maps.pod, pod) {
            Ok(pod) => pod,
            Err(block) => {
                let missing = missing(SubnetRole::Pod, block);
                give(maps.node.as_mut(), node);
                return Err(missing);
            }
        };
        self.nodes.push(LiveNode { group, zone, new, node, pod });
        Ok(())
    }

    /// Ends a node; its addresses are free again.
    pub fn end(&mut self, index: usize) -> LiveNode {
        let mut node = self.nodes.swap_remove(index);
        let maps = &mut self.zones[node.zone];
        give(maps.node.as_mut(), std::mem::take(&mut node.node));
        give(maps.pod.as_mut(), std::mem::take(&mut node.pod));
        node
    }

    /// Pods come and go on a node: it gives one unit of its pool back and takes another.
    pub fn churn(&mut self, index: usize) -> Result<(), Missing> {
        let live = &mut self.nodes[index];
        let maps = &mut self.zones[live.zone];
        for (role, map, holding) in [(SubnetRole::Node, &mut maps.node, &mut live.node), (SubnetRole::Pod, &mut maps.pod, &mut live.pod)] {
            let Some(map) = map else { continue };
            let missing = |block| Missing { zone: maps.zone.clone(), role, block };
            if let Some(old) = holding.prefixes.pop() {
                map.give_prefix(old);
                holding.prefixes.push(map.take_prefix(&mut self.random).ok_or_else(|| missing(true))?);
            } else if holding.singles.len() > 1
                && let Some(old) = holding.singles.pop()
            {
                map.give_single(old);
                holding.singles.push(map.take_single(&mut self.random).ok_or_else(|| missing(false))?);
            }
        }
        Ok(())
    }

    /// The cluster's upgrade begins: its new interfaces are there beside the old ones.
    pub fn upgrade_begins(&mut self) -> Result<(), Missing> {
        for maps in &mut self.zones {
            if let Some(node) = &mut maps.node {
                let missing = Missing { zone: maps.zone.clone(), role: SubnetRole::Node, block: false };
                maps.upgrade = take(node, Demand { singles: maps.spare, prefixes: 0 }, &mut self.random).map_err(|_| missing)?;
            }
        }
        Ok(())
    }

    /// The old ones are gone.
    pub fn upgrade_ends(&mut self) {
        for maps in &mut self.zones {
            give(maps.node.as_mut(), std::mem::take(&mut maps.upgrade));
        }
    }

    /// A node at random, of those that are meant.
    pub fn any(&mut self, meant: impl Fn(&LiveNode) -> bool) -> Option<usize> {
        let length = self.nodes.len();
        let start = usize::try_from(self.random.next() % u64::try_from(length.max(1)).unwrap_or(1)).unwrap_or(0);
        (0..length).map(|step| (start + step) % length).find(|index| meant(&self.nodes[*index]))
    }

    /// Free addresses of the fullest subnet, and whole blocks of the one with fewest, both in a thousandth of what it had; the blocks
    /// only where nodes take any.
    pub fn least_free(&self, plan: &Plan<'_>) -> (u64, Option<u64>) {
        let (mut free, mut whole) = (1000, None);
        for maps in &self.zones {
            for (role, map) in [(SubnetRole::Node, &maps.node), (SubnetRole::Pod, &maps.pod)] {
                let (Some(map), Some(subnet)) = (map, plan.subnet(maps.zone, role)) else { continue };
                free = free.min(u64::from(map.free()) * 1000 / subnet.space.usable().max(1));
                let takes = self.groups.iter().any(|group| match role {
                    SubnetRole::Node => group.planned.node.prefixes > 0,
                    _ => group.planned.pod.prefixes > 0,
                });
                if takes {
                    let share = u64::try_from(map.whole()).unwrap_or(0) * 1000 / subnet.space.clean().max(1);
                    whole = Some(whole.map_or(share, |least: u64| least.min(share)));
                }
            }
        }
        (free, whole)
    }
}

/// Takes it all, or nothing. `Err`: whether a block was missing.
fn take(map: &mut AddressMap, demand: Demand, random: &mut Random) -> Result<Holding, bool> {
    let mut holding = Holding::default();
    let mut missing = None;
    for _ in 0..demand.singles {
        match map.take_single(random) {
            Some(address) => holding.singles.push(address),
            None => missing = missing.or(Some(false)),
        }
    }
    for _ in 0..demand.prefixes {
        match map.take_prefix(random) {
            Some(block) => holding.prefixes.push(block),
            None => missing = missing.or(Some(true)),
        }
    }
    match missing {
        None => Ok(holding),
        Some(block) => {
            give(Some(map), holding);
            Err(block)
        }
    }
}

fn give(map: Option<&mut AddressMap>, holding: Holding) {
    let Some(map) = map else { return };
    holding.singles.into_iter().for_each(|address| map.give_single(address));
    holding.prefixes.into_iter().for_each(|block| map.give_prefix(block));
}
