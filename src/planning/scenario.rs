//! Kinds of days, and how many nodes each has.

use crate::model::network::Model;
use crate::model::subnet::SubnetRole;
use crate::planning::cost::{GroupCost, NodeCost};
use crate::planning::space::Demand;

/// A kind of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scenario {
    /// `desired` nodes with the planned pods.
    Steady,
    /// `max` nodes with the planned pods.
    Max,
    /// The same while every group is updated and the cluster upgraded: old and new nodes hold their addresses together.
    Update,
    /// `max` nodes in one zone less.
    ZoneLost,
    /// `max` nodes, each with as many pods as the kubelet takes.
    Full,
    /// The same under update, each pool grown as far as it ever can.
    Bound,
}

impl Scenario {
    /// All six, from the mildest.
    pub const ALL: [Self; 6] = [Self::Steady, Self::Max, Self::Update, Self::ZoneLost, Self::Full, Self::Bound];

    /// For machines and table heads.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Steady => "steady",
            Self::Max => "max",
            Self::Update => "update",
            Self::ZoneLost => "zone_lost",
            Self::Full => "full",
            Self::Bound => "bound",
        }
    }

    /// In a few words.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Steady => "desired nodes, planned pods",
            Self::Max => "max nodes, planned pods",
            Self::Update => "max nodes while every group is updated",
            Self::ZoneLost => "max nodes with one zone lost",
            Self::Full => "max nodes, each with max-pods",
            Self::Bound => "max nodes under update, pools grown as far as they can",
        }
    }

    /// Its place in [`Scenario::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether a plan must survive it: the bound is a warning only (ip-planning 3.1).
    pub const fn planned_for(self) -> bool {
        !matches!(self, Self::Bound)
    }
}

/// Zones with nodes.
pub fn node_zones(model: &Model) -> u64 {
    u64::try_from(model.active_zones().count()).unwrap_or(0).max(1)
}

/// Nodes of a group in one zone, the fullest one.
pub fn nodes_in_zone(group: &GroupCost<'_>, scenario: Scenario, zones: u64) -> u64 {
    let most = u64::from(group.max.unwrap_or(group.desired));
    let spread = |nodes: u64| nodes.div_ceil(zones);
    match scenario {
        Scenario::Steady => spread(u64::from(group.desired)),
        Scenario::Max | Scenario::Full => spread(most),
        Scenario::Update | Scenario::Bound => {
            let nodes = spread(most);
            // A group that never has a node has none to update.
            nodes + if most == 0 { 0 } else { group.surge(nodes) }
        }
        Scenario::ZoneLost => most.div_ceil(zones.saturating_sub(1).max(1)),
    }
}

/// What a node of a group costs in a scenario.
pub const fn cost_in<'g>(group: &'g GroupCost<'_>, scenario: Scenario) -> &'g NodeCost {
    match scenario {
        Scenario::Steady | Scenario::Max | Scenario::Update | Scenario::ZoneLost => &group.planned,
        Scenario::Full => &group.full,
        Scenario::Bound => &group.bound,
    }
}

/// What a node takes in a subnet of a role.
pub const fn in_role(cost: &NodeCost, role: SubnetRole) -> Demand {
    match role {
        SubnetRole::Node => cost.node,
        SubnetRole::Pod => cost.pod,
        SubnetRole::Public | SubnetRole::Control => Demand { singles: 0, prefixes: 0 },
    }
}
