//! What one node of a declared group costs its subnets, by the pods' strategy (ip-planning 1.4).

use crate::diag::span::Span;
use crate::model::names::Name;
use crate::model::network::Model;
use crate::model::node_group::{NodeGroup, NodeKind};
use crate::model::pods::Strategy;
use crate::planning::instances::{InstanceLimits, find};
use crate::planning::max_pods::{ADDRESSES_PER_PREFIX, HOST_NETWORK_PODS, NodeMode, cap, max_pods};
use crate::planning::node::{Node, NodeUse};
use crate::planning::pool::{PoolSettings, Unit};
use crate::planning::space::Demand;

/// Pods on a node where nothing else says how many (M5, M7).
const USUAL_MAX_PODS: u32 = 110;

/// One node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NodeCost {
    /// In the node subnet.
    pub node: Demand,
    /// In the pod subnet.
    pub pod: Demand,
    /// Interfaces.
    pub enis: u64,
    /// Pods with an address of ipamd.
    pub pods: u32,
}

/// A declared group and what its nodes cost.
#[derive(Debug, Clone, Copy)]
pub struct GroupCost<'a> {
    /// Its name.
    pub name: &'a Name,
    /// The group.
    pub group: &'a NodeGroup,
    /// Nodes to begin with.
    pub desired: u32,
    /// Nodes at most; none when nothing in the file limits them.
    pub max: Option<u32>,
    /// What the kubelet is told.
    pub max_pods: u32,
    /// Whether `pods_per_node` says what is planned; otherwise the node is planned full.
    pub planned_given: bool,
    /// The type that costs most; none when the group names none.
    pub instance: Option<&'static str>,
    /// Without a pod.
    pub idle: NodeCost,
    /// With the planned pods.
    pub planned: NodeCost,
    /// With as many pods as the kubelet takes.
    pub full: NodeCost,
    /// Never more than that.
    pub bound: NodeCost,
}

impl GroupCost<'_> {
    /// The place that says how many nodes there are.
    pub fn max_span(&self) -> &Span {
        &self.group.scaling.max.span
    }

    /// Nodes that an update adds in each zone: a managed group two (ip-planning 3.1), of a group that somebody else manages as many
    /// are assumed; Karpenter and Auto Mode replace a tenth at a time unless a budget says otherwise.
    pub fn surge(&self, nodes_in_zone: u64) -> u64 {
        match self.group.kind.value {
            NodeKind::Managed | NodeKind::Existing => 2,
            NodeKind::SelfManaged => 0,
            NodeKind::Karpenter | NodeKind::Auto => nodes_in_zone.div_ceil(10),
        }
    }
}

/// Costs of all groups. One whose types are all unknown is left out: `unknown-instance-type` speaks of it.
pub fn groups(model: &Model) -> Vec<GroupCost<'_>> {
    model.nodes.iter().filter_map(|(name, group)| cost(model, name, group)).collect()
}

fn cost<'a>(model: &'a Model, name: &'a Name, group: &'a NodeGroup) -> Option<GroupCost<'a>> {
    let types: Vec<InstanceLimits> = group.instance_types.iter().filter_map(|kind| find(kind.as_str())).collect();
    if types.is_empty() && !group.instance_types.is_empty() {
        return None;
    }
    // A group of several types has one value: the lowest (M12).
    let max_pods = types.iter().map(|limits| kubelet(model, group, limits)).min().unwrap_or_else(|| given(group, USUAL_MAX_PODS));
    // Auto Mode runs its agents outside of pods (M7: no +2).
    let on_host = if matches!(model.pods.strategy.value, Strategy::AutoMode { .. }) { 0 } else { HOST_NETWORK_PODS };
    let most = max_pods.saturating_sub(on_host);
    let planned_pods = group.pods_per_node.as_ref().map_or(most, |pods| pods.value.min(most));
    let figures = |limits: Option<&InstanceLimits>| {
        let of = |kind: Figure, pods| node_cost(model, limits, max_pods, kind, pods);
        [of(Figure::Steady, 0), of(Figure::Steady, planned_pods), of(Figure::Steady, most), of(Figure::Bound, most)]
    };
    let weight = |cost: &NodeCost| cost.node.addresses() + cost.pod.addresses();
    let (instance, [idle, planned, full, bound]) = types
        .iter()
        .map(|limits| (Some(limits.name), figures(Some(limits))))
        // The first of equals, as the file has it.
        .reduce(|worst, next| if weight(&next.1[1]) > weight(&worst.1[1]) { next } else { worst })
        .unwrap_or_else(|| (None, figures(None)));
    Some(GroupCost {
        name,
        group,
        desired: group.scaling.desired,
        max: most_nodes(group),
        max_pods,
        planned_given: group.pods_per_node.is_some(),
        instance,
        idle,
        planned,
        full,
        bound,
    })
}

/// Nodes at most: `max`, or as many as `cpu_limit` lets live at the smallest size.
fn most_nodes(group: &NodeGroup) -> Option<u32> {
    let given = group.scaling.max.span != group.span;
    let made_one_by_one = matches!(group.kind.value, NodeKind::Karpenter | NodeKind::Auto);
    if given || !made_one_by_one {
        return Some(group.scaling.max.value);
    }
    let smallest = group.requirements.instance_cpus.iter().map(|cpus| cpus.value).min()?;
    Some(group.requirements.cpu_limit.as_ref()?.value / smallest.max(1))
}

fn given(group: &NodeGroup, otherwise: u32) -> u32 {
    group.max_pods.as_ref().map_or(otherwise, |pods| pods.value)
}

/// What the kubelet of a type is told (M1 to M7, M10).
fn kubelet(model: &Model, group: &NodeGroup, limits: &InstanceLimits) -> u32 {
    let mode = mode(model);
    let by_type = match model.pods.strategy.value {
        Strategy::Calico { .. } => USUAL_MAX_PODS,
        Strategy::AutoMode { .. } => USUAL_MAX_PODS.min(limits.max_enis.saturating_sub(1) * limits.ipv4_per_eni.saturating_sub(1)),
        // Karpenter does not know of prefixes (M8).
        _ if group.kind.value == NodeKind::Karpenter => max_pods(limits, NodeMode { prefix_delegation: false, ..mode }).pods,
        _ => max_pods(limits, mode).pods,
    };
    let eks_decides = group.kind.value == NodeKind::Managed && group.image.id.is_none();
    if eks_decides { by_type.min(cap(limits)) } else { given(group, by_type) }
}

fn mode(model: &Model) -> NodeMode {
    let own = match model.pods.strategy.value {
        Strategy::EniConfig | Strategy::AutoMode { .. } => true,
        // The first interface lies in a subnet that is excluded.
        Strategy::Discovery { exclude_node_subnets } => exclude_node_subnets,
        Strategy::Ipv6 | Strategy::Calico { .. } | Strategy::NodeSubnets => false,
    };
    NodeMode {
        custom_networking: own,
        prefix_delegation: model.cni.prefix_delegation.value || model.pods.strategy.value == Strategy::Ipv6,
        max_eni: model.cni.max_eni.as_ref().map(|max| max.value),
        trunk: model.cni.security_groups_for_pods.value,
    }
}

/// The targets that the file sets.
pub fn settings(model: &Model) -> PoolSettings {
    let targets = &model.cni.targets;
    let value = |target: &Option<crate::diag::span::Sp<u32>>| target.as_ref().map(|target| target.value);
    PoolSettings {
        warm_eni: value(&targets.warm_eni),
        warm_ip: value(&targets.warm_ip),
        minimum_ip: value(&targets.minimum_ip),
        warm_prefix: value(&targets.warm_prefix),
    }
}

/// Whether ipamd stops at max-pods: VPC CNI 1.16.3 and later. An add-on without a version is the newest.
fn has_brake(model: &Model) -> bool {
    let Some(version) = &model.cni.addon_version else { return true };
    let numbers: Vec<u32> =
        version.as_str().trim_start_matches('v').split(['.', '-']).take(3).filter_map(|part| part.parse().ok()).collect();
    numbers >= vec![1, 16, 3]
}

/// A node of a type as the file sets it up.
pub fn node(model: &Model, limits: InstanceLimits, max_pods: u32) -> Node {
    let settings = settings(model);
    let ipv6 = model.pods.strategy.value == Strategy::Ipv6;
    let brake = has_brake(model).then_some(max_pods);
    let mut node = Node { limits, mode: mode(model), target: settings.target(Unit::Ip), brake, ipv6 };
    node.target = settings.target(node.unit());
    node
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Figure {
    Steady,
    Bound,
}

fn node_cost(model: &Model, limits: Option<&InstanceLimits>, max_pods: u32, figure: Figure, pods: u32) -> NodeCost {
    let alone = NodeCost { node: Demand { singles: 1, prefixes: 0 }, pod: Demand::default(), enis: 1, pods };
    match (&model.pods.strategy.value, limits) {
        (Strategy::Calico { .. } | Strategy::Ipv6, _) => alone,
        (Strategy::AutoMode { .. }, limits) => auto_mode(limits, pods),
        // A group that names no type: as many addresses as pods, a prefix for each 16 of them.
        (_, None) => auto_mode(None, pods),
        (strategy, Some(limits)) => {
            let node = node(model, *limits, max_pods);
            let taken = if figure == Figure::Bound { node.bound(pods) } else { node.holding(pods) };
            // Pods with security groups of their own take an address instead of one of the pool; the pool may not have shrunk yet.
            let branches = if figure == Figure::Bound && node.trunk() > 0 { limits.branch_enis.min(pods) } else { 0 };
            placed(strategy, &node, &taken, u64::from(branches))
        }
    }
}

/// Where a node's interfaces and addresses lie.
fn placed(strategy: &Strategy, node: &Node, taken: &NodeUse, branches: u64) -> NodeCost {
    let (held, own, trunk) = (u64::from(taken.held), u64::from(taken.attached_enis), u64::from(node.trunk()));
    let pool = |slots: u64| match taken.unit {
        Unit::Ip => Demand { singles: slots, prefixes: 0 },
        Unit::Prefix => Demand { singles: 0, prefixes: slots },
    };
    let single = |singles: u64| Demand { singles, prefixes: 0 };
    let (in_node, in_pod) = if node.mode.custom_networking {
        (single(1), single(own - 1 + branches).plus(pool(held)))
    } else if matches!(strategy, Strategy::Discovery { .. }) {
        // The first interface fills up where the node is; new ones go where most is free: to the pod subnets.
        let first = held.min(u64::from(node.slots()));
        (single(1 + trunk + branches).plus(pool(first)), single(own - 1 - trunk).plus(pool(held - first)))
    } else {
        (single(own + branches).plus(pool(held)), Demand::default())
    };
    NodeCost { node: in_node, pod: in_pod, enis: own + branches, pods: taken.served }
}

/// Auto Mode: a /28 for a start, then one for each 16 pods (A10, ip-planning 1.6.14); the first interface serves no pods (A5).
fn auto_mode(limits: Option<&InstanceLimits>, pods: u32) -> NodeCost {
    let prefixes = u64::from(pods.div_ceil(ADDRESSES_PER_PREFIX).max(1));
    let slots = limits.map_or(prefixes, |limits| u64::from(limits.ipv4_per_eni.saturating_sub(1)).max(1));
    let enis = prefixes.div_ceil(slots);
    NodeCost { node: Demand { singles: 1, prefixes: 0 }, pod: Demand { singles: enis, prefixes }, enis: 1 + enis, pods }
}
