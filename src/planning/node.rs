//! One node's addresses after scale-out, by closed forms (ip-planning 1.3 and 1.4). `tick` has the loop that they sum up.

use crate::planning::instances::InstanceLimits;
use crate::planning::max_pods::NodeMode;
use crate::planning::pool::{Target, Unit};

/// One node: what the type allows, how it is used, what is kept ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// What the type allows.
    pub limits: InstanceLimits,
    /// How its interfaces are used.
    pub mode: NodeMode,
    /// What is kept ready.
    pub target: Target,
    /// max-pods as the kubelet reports it: ipamd stops growing when the pool has as many addresses (CNI 1.16.3 and later).
    /// `None`: it does not stop.
    pub brake: Option<u32>,
    /// IPv6 pods: one /80 a node, and no targets.
    pub ipv6: bool,
}

/// What decided how much a node holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeldBound {
    /// The targets.
    Target,
    /// ipamd stops at max-pods (M15).
    MaxPods,
    /// The slots of all interfaces that serve pods.
    Slots,
    /// The one /80 of an IPv6 node.
    Ipv6,
}

/// What one node takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeUse {
    /// Slots in use: secondary addresses, or prefixes.
    pub held: u32,
    /// Which of the two.
    pub unit: Unit,
    /// What decided.
    pub bound: HeldBound,
    /// Interfaces that hold pod addresses.
    pub pod_enis: u32,
    /// All attached interfaces: the first, those of pods, the trunk.
    pub attached_enis: u32,
    /// Pods that get an address.
    pub served: u32,
    /// Addresses in the pod subnet; 0 when pods live in the node subnet.
    pub pod_subnet: u32,
    /// Addresses in the node subnet.
    pub node_subnet: u32,
    /// Whether the pool comes to rest (ip-planning 1.6.5).
    pub rests: bool,
}

impl HeldBound {
    /// For machines.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::MaxPods => "max_pods",
            Self::Slots => "slots",
            Self::Ipv6 => "ipv6",
        }
    }
}

impl Node {
    /// What a slot holds. Xen types take single addresses whatever is asked for (ip-planning 1.6.10).
    pub fn unit(&self) -> Unit {
        if self.ipv6 || (self.mode.prefix_delegation && self.limits.prefix_capable) { Unit::Prefix } else { Unit::Ip }
    }

    /// Interfaces that may be attached: `E`. `MAX_ENI` 0 is the same as unset.
    pub fn attachable(&self) -> u32 {
        self.mode.max_eni.filter(|max| *max > 0).map_or(self.limits.max_enis, |max| max.min(self.limits.max_enis))
    }

    /// Interfaces that serve pods: `Ec`.
    pub fn usable(&self) -> u32 {
        self.attachable().saturating_sub(u32::from(self.mode.custom_networking)).saturating_sub(self.trunk())
    }

    /// Slots of an interface: `m`.
    pub fn slots(&self) -> u32 {
        self.limits.ipv4_per_eni.saturating_sub(1)
    }

    /// 1 if a trunk interface is kept: not on types without one, nor when nothing is left for it (ip-planning 1.6.11).
    pub fn trunk(&self) -> u32 {
        let room = self.attachable().saturating_sub(u32::from(self.mode.custom_networking));
        u32::from(self.mode.trunk && self.limits.trunk_compatible && room > 1)
    }

    /// Slots of all interfaces that serve pods: nothing goes beyond.
    pub fn most_slots(&self) -> u32 {
        self.usable().saturating_mul(self.slots())
    }

    /// What the node takes with so many pods on ipamd addresses, reached by scale-out from 0, one pod at a time and packed.
    pub fn holding(&self, pods: u32) -> NodeUse {
        if self.ipv6 {
            return Self::ipv6_use(pods);
        }
        let (unit, slots) = (self.unit(), self.slots());
        let wanted = self.target.wanted(pods, unit, slots);
        let braked = self.brake.map_or(wanted, |max_pods| self.braked(wanted, max_pods));
        let held = braked.min(self.most_slots());
        let bound = if held < braked {
            HeldBound::Slots
        } else if braked < wanted {
            HeldBound::MaxPods
        } else {
            HeldBound::Target
        };
        let rests = bound != HeldBound::Target || self.target.rests(pods, unit, slots, self.mode.custom_networking);
        self.with(held, bound, pods, rests)
    }

    /// The most that the node ever takes, in whatever order pods come, go and land: growth stops only once the pool has max-pods
    /// addresses, so it overshoots by at most one step (ip-planning 1.3). Without the brake: what `pods` pods take.
    pub fn bound(&self, pods: u32) -> NodeUse {
        let Some(max_pods) = self.brake.filter(|_| !self.ipv6) else {
            return self.holding(pods);
        };
        let (unit, slots) = (self.unit(), self.slots());
        let each = unit.addresses();
        let worst = match self.target {
            Target::WarmEni(_) => slots.saturating_mul(max_pods.checked_div(slots).map_or(0, |_| max_pods.div_ceil(slots))),
            Target::WarmPrefix(warm) => max_pods.div_ceil(each).saturating_add(warm.max(1) - 1),
            Target::Addresses { warm: 0, minimum } => minimum.div_ceil(each),
            Target::Addresses { warm, minimum } => max_pods.saturating_add(warm - 1).max(minimum).div_ceil(each),
        };
        let held = worst.min(self.most_slots());
        let bound = if held < worst { HeldBound::Slots } else { HeldBound::MaxPods };
        self.with(held, bound, pods, true)
    }

    /// Where growth stops: at the first step after which the pool has max-pods addresses. Steps are whole interfaces, or what an
    /// interface still takes, or single slots.
    fn braked(&self, wanted: u32, max_pods: u32) -> u32 {
        let (unit, slots) = (self.unit(), self.slots());
        let stop = max_pods.div_ceil(unit.addresses());
        if wanted <= stop || slots == 0 {
            return wanted;
        }
        // What is asked for at once, before the first pod, comes interface by interface.
        let at_start = self.target.wanted(0, unit, slots);
        let whole = stop.div_ceil(slots).saturating_mul(slots);
        match self.target {
            Target::WarmEni(_) => wanted.min(whole),
            _ if at_start > stop => at_start.min(whole),
            _ => stop,
        }
    }

    fn with(&self, held: u32, bound: HeldBound, pods: u32, rests: bool) -> NodeUse {
        let (unit, slots) = (self.unit(), self.slots());
        let addresses = held.saturating_mul(unit.addresses());
        let pod_enis = held.checked_div(slots).map_or(0, |_| held.div_ceil(slots));
        let own = self.mode.custom_networking;
        let attached_enis = if own { 1 + pod_enis } else { pod_enis.max(1) } + self.trunk();
        let (pod_subnet, node_subnet) = if own { (attached_enis - 1 + addresses, 1) } else { (0, attached_enis.saturating_add(addresses)) };
        NodeUse { held, unit, bound, pod_enis, attached_enis, served: pods.min(addresses), pod_subnet, node_subnet, rests }
    }

    fn ipv6_use(pods: u32) -> NodeUse {
        NodeUse {
            held: 1,
            unit: Unit::Prefix,
            bound: HeldBound::Ipv6,
            pod_enis: 1,
            attached_enis: 1,
            served: pods,
            pod_subnet: 0,
            node_subnet: 1,
            rests: true,
        }
    }
}
