//! Planning backwards: the smallest subnets that carry what is wanted.

use crate::diag::span::Sp;
use crate::model::cidr::Cidr;
use crate::model::names::Name;
use crate::model::network::Model;
use crate::model::subnet::{Origin, SubnetRole};
use crate::planning::cost::{GroupCost, groups};
use crate::planning::plan::Plan;
use crate::planning::scenario::Scenario;
use crate::planning::space::{Placement, Space};
use crate::planning::subnet_plan::SubnetPlan;

/// Lengths that AWS takes (S1).
const LENGTHS: std::ops::RangeInclusive<u8> = 16..=28;

/// What is wanted; what is not given stays as the file has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Nodes of all groups together, at most.
    pub nodes: Option<u32>,
    /// Pods on each node.
    pub pods_per_node: Option<u32>,
    /// Nodes more, in percent.
    pub growth: u32,
}

/// The smallest size of a subnet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// Its role.
    pub role: SubnetRole,
    /// The block of the zone that asks most.
    pub cidr: Cidr,
    /// Whether eksnet chooses the block, so that `prefix` in the file decides.
    pub carved: bool,
    /// The day that decides.
    pub day: Scenario,
    /// Addresses asked for then.
    pub asked: u64,
    /// The longest prefix that does; none when not even a /16 does.
    pub prefix: Option<u8>,
}

impl Wanted {
    /// Reads `nodes=60`, `pods_per_node=40`, `growth=20%`. `Err`: what is wrong.
    pub fn parse(words: &[String]) -> Result<Self, String> {
        let mut wanted = Self::default();
        for word in words {
            let (key, value) = word.split_once('=').ok_or_else(|| format!("`{word}` is not `key=value`"))?;
            let number = |value: &str| value.parse::<u32>().map_err(|_| format!("`{value}` is not a whole number"));
            match key {
                "nodes" => wanted.nodes = Some(number(value)?),
                "pods_per_node" => wanted.pods_per_node = Some(number(value)?),
                "growth" => wanted.growth = number(value.strip_suffix('%').ok_or("`growth` is a share, such as `growth=50%`")?)?,
                other => return Err(format!("`{other}` is not `nodes`, `pods_per_node` or `growth`")),
            }
        }
        Ok(wanted)
    }

    /// The file as it would be: groups grow in proportion, each rounded up.
    pub fn apply(self, model: &Model) -> Model {
        let most = |group: &GroupCost<'_>| u64::from(group.max.unwrap_or(group.desired).max(1));
        let groups: Vec<(Name, u64)> = groups(model).iter().map(|group| (group.name.clone(), most(group))).collect();
        let total: u64 = groups.iter().map(|(_, max)| max).sum::<u64>().max(1);
        let mut model = model.clone();
        for (name, max) in groups {
            let Some(group) = model.nodes.get_mut(&name) else { continue };
            let share = self.nodes.map_or(max, |nodes| (u64::from(nodes) * max).div_ceil(total));
            let grown = (share * (100 + u64::from(self.growth))).div_ceil(100);
            // A place other than the header's says that somebody set it.
            group.scaling.max = Sp::new(u32::try_from(grown).unwrap_or(u32::MAX), group.kind.span.clone());
            group.scaling.desired = group.scaling.desired.min(group.scaling.max.value);
            if let Some(pods) = self.pods_per_node {
                group.pods_per_node = Some(Sp::new(pods, group.span.clone()));
            }
        }
        model
    }
}

/// Sizes by role, for every day that a plan is made for, with single addresses at random.
pub fn sizes(model: &Model) -> Vec<Size> {
    let plan = Plan::sketch(model);
    let mut sizes: Vec<Size> = Vec::new();
    for role in SubnetRole::ALL {
        let of_role = plan.subnets.iter().filter(|subnet| subnet.role == role).map(size);
        // A shorter prefix is larger; none at all is largest.
        sizes.extend(of_role.min_by_key(|size| size.prefix));
    }
    sizes
}

fn size(subnet: &SubnetPlan<'_>) -> Size {
    let day = subnet.peak();
    let fits = |prefix: &u8| {
        Cidr::around(subnet.cidr().first(), *prefix).is_some_and(|cidr| {
            let space = Space::new(cidr, None);
            let days = Scenario::ALL.into_iter().filter(|scenario| scenario.planned_for());
            days.into_iter().all(|scenario| space.fits(subnet.demand(scenario), Placement::Expected))
        })
    };
    Size {
        role: subnet.role,
        cidr: subnet.cidr(),
        carved: subnet.subnet.origin == Origin::Carved,
        day,
        asked: subnet.demand(day).addresses(),
        // A load balancer that faces the internet takes nothing smaller than a /27.
        prefix: LENGTHS.rev().filter(|prefix| subnet.role != SubnetRole::Public || *prefix <= 27).find(fits),
    }
}

impl Size {
    /// The line to write under `[subnets]`, if the subnet is too small now and eksnet chooses its block.
    pub fn line(&self) -> Option<String> {
        let prefix = self.prefix.filter(|prefix| self.carved && *prefix < self.cidr.prefix_len())?;
        Some(format!("{} = {{ prefix = {prefix} }}", self.role))
    }
}
