//! What the nodes of one group carry: the lowest of its types (M12), and what the kubelet is told (M10).

use crate::model::network::Model;
use crate::model::node_group::{NodeGroup, NodeKind};
use crate::planning::instances::{self, InstanceLimits};
use crate::planning::max_pods::{MaxPods, NodeMode, cap, max_pods};

/// How aws-node uses interfaces. `None`: addresses of network interfaces limit no pod, because the strategy gives pods IPv6
/// addresses, those of an overlay, or leaves them to Auto Mode.
pub fn node_mode(model: &Model) -> Option<NodeMode> {
    model.pods.strategy.value.has_warm_targets().then(|| NodeMode {
        custom_networking: model.pods.strategy.value.keeps_off_node_subnets(),
        prefix_delegation: model.cni.prefix_delegation.value,
        max_eni: model.cni.max_eni.as_ref().map(|max| max.value),
        trunk: model.cni.security_groups_for_pods.value,
    })
}

/// A type of a group, and what it carries.
#[derive(Debug, Clone, Copy)]
pub struct Carries {
    /// Which of `instance_types`.
    pub index: usize,
    /// The type.
    pub limits: InstanceLimits,
    /// Its pods.
    pub max_pods: MaxPods,
    /// How it was counted.
    pub mode: NodeMode,
}

/// The type of a group that carries the fewest pods, the first of equals. `None` when the group has no types or one that is
/// not in the table.
pub fn smallest(group: &NodeGroup, mode: NodeMode) -> Option<Carries> {
    let all: Option<Vec<Carries>> = group
        .instance_types
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let limits = instances::find(name.as_str())?;
            Some(Carries { index, limits, max_pods: max_pods(&limits, mode), mode })
        })
        .collect();
    all?.into_iter().min_by_key(|carries| carries.max_pods.pods)
}

/// Whether the group's own `max_pods` reaches the kubelet: EKS sets it itself in a managed group without an image of the
/// user's own (M10).
pub fn max_pods_counts(group: &NodeGroup) -> bool {
    group.kind.value != NodeKind::Managed || group.image.id.is_some()
}

/// What the kubelet of a group is told.
pub fn kubelet_limit(group: &NodeGroup, smallest: &Carries) -> u32 {
    match &group.max_pods {
        Some(own) if max_pods_counts(group) => own.value,
        _ if group.kind.value == NodeKind::Managed => smallest.max_pods.pods.min(cap(&smallest.limits)),
        _ => smallest.max_pods.pods,
    }
}

impl Carries {
    /// The sum in figures, with its rules: `(3 - 1) x (10 - 1) + 2 = 20 (M2)`.
    pub fn sum(&self) -> String {
        let Self { limits, max_pods: sum, mode, .. } = self;
        let interfaces = mode.max_eni.map_or(limits.max_enis, |max| max.min(limits.max_enis));
        let pods = if mode.custom_networking { " - 1" } else { "" };
        let trunk = if mode.trunk && limits.trunk_compatible { " - 1" } else { "" };
        let interfaces = if pods.is_empty() && trunk.is_empty() { interfaces.to_string() } else { format!("({interfaces}{pods}{trunk})") };
        let prefixes = if sum.prefixes { " x 16" } else { "" };
        let rule = match (mode.custom_networking, sum.prefixes) {
            (false, false) => "M1",
            (true, false) => "M2",
            (false, true) => "M3",
            (true, true) => "M4",
        };
        let trunk_rule = if trunk.is_empty() { "" } else { ", M9" };
        let addresses = format!("{interfaces} x ({} - 1){prefixes} + 2 = {}", limits.ipv4_per_eni, sum.by_addresses);
        if sum.by_addresses > sum.pods {
            format!("{addresses}, cut at {} ({rule}{trunk_rule}, M5)", sum.pods)
        } else {
            format!("{addresses} ({rule}{trunk_rule})")
        }
    }
}
