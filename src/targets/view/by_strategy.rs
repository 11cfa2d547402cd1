//! Max-pods where addresses limit no pod: IPv6 leaves EKS's limit alone, an overlay the memory of a node.

use crate::model::network::Model;
use crate::model::node_group::{NodeGroup, NodeKind};
use crate::model::pods::Strategy;
use crate::planning::instances::{self, InstanceLimits};
use crate::planning::max_pods::{NodeMode, cap, max_pods};
use crate::planning::memory;

/// What a group is told, and why.
pub struct Limit {
    /// Pods on a node.
    pub max_pods: u32,
    /// Why, as a sentence.
    pub reason: String,
}

/// The limit of a group; none where addresses decide.
pub fn limit(model: &Model, group: &NodeGroup) -> Option<Result<Limit, String>> {
    match model.pods.strategy.value {
        Strategy::Ipv6 => Some(ipv6(group)),
        Strategy::Calico { .. } => Some(calico(group)),
        _ => None,
    }
}

/// What nodes of a type should report, and how that is counted; none where addresses decide.
pub fn of_type(model: &Model, name: &str) -> Option<Result<(u32, String), String>> {
    let limits = || instances::find(name).ok_or_else(|| format!("instance type `{name}` is not in the table of types"));
    match model.pods.strategy.value {
        Strategy::Ipv6 => Some(limits().map(|limits| (cap(&limits), "the limit for all (M5)".to_owned()))),
        Strategy::Calico { .. } => Some(limits().and_then(|limits| {
            let group = model.nodes.values().find(|group| group.instance_types.iter().any(|known| known.as_str() == name));
            let told = group.map(calico).transpose()?;
            Ok((told.map_or_else(|| memory::usual_max_pods(&limits), |told| told.max_pods), "as its group is told".to_owned()))
        })),
        _ => None,
    }
}

fn types(group: &NodeGroup) -> Result<Vec<InstanceLimits>, String> {
    let find = |name: &str| instances::find(name).ok_or_else(|| format!("instance type `{name}` is not in the table of types"));
    group.instance_types.iter().map(|name| find(name.as_str())).collect()
}

fn ipv6(group: &NodeGroup) -> Result<Limit, String> {
    let types = types(group)?;
    let most = types.iter().map(cap).min().ok_or("it has no instance type")?;
    let eks_decides = group.kind.value == NodeKind::Managed && group.image.id.is_none();
    if eks_decides {
        return Ok(Limit { max_pods: most, reason: format!("EKS sets its limit of {most} pods (M5, M10).") });
    }
    let max_pods = group.max_pods.as_ref().map_or(most, |own| own.value);
    // What nodeadm would count by itself, for the type that loses most.
    let by_itself = |limits: &InstanceLimits| max_pods_by_addresses(limits);
    let worst = types.iter().min_by_key(|limits| by_itself(limits)).ok_or("it has no instance type")?;
    let (name, interfaces, each) = (worst.name, worst.max_enis, worst.ipv4_per_eni);
    let reason = if by_itself(worst) < max_pods {
        format!(
            "Without max_pods a {name} would stop at {interfaces} x ({each} - 1) + 2 = {} pods: nodeadm counts IPv4 addresses here as well (M18).",
            by_itself(worst)
        )
    } else {
        format!("Addresses never run out; {max_pods} pods are the limit (M5).")
    };
    Ok(Limit { max_pods, reason })
}

fn max_pods_by_addresses(limits: &InstanceLimits) -> u32 {
    max_pods(limits, NodeMode::default()).by_addresses
}

fn calico(group: &NodeGroup) -> Result<Limit, String> {
    let types = types(group)?;
    let smallest = types.iter().min_by_key(|limits| memory::usual_max_pods(limits)).ok_or("it has no instance type")?;
    let max_pods = group.max_pods.as_ref().map_or_else(|| memory::usual_max_pods(smallest), |own| own.value);
    let reserved = memory::reserved_mib(max_pods);
    let reason = match memory::known_mib(smallest.name) {
        Some(mib) => {
            let left = memory::seen_mib(mib).saturating_sub(reserved + memory::EVICTION_MIB);
            format!(
                "{} + {} x {max_pods} = {reserved} MiB kept back, {} MiB never to be used up: some {left} MiB of a {} are left for {max_pods} pods.",
                memory::RESERVED_MIB,
                memory::RESERVED_MIB_PER_POD,
                memory::EVICTION_MIB,
                smallest.name
            )
        }
        None => format!(
            "Addresses are no limit: {max_pods} pods, for which nodeadm keeps back {} + {} x {max_pods} = {reserved} MiB.",
            memory::RESERVED_MIB,
            memory::RESERVED_MIB_PER_POD
        ),
    };
    Ok(Limit { max_pods, reason })
}
