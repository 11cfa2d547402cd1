//! Instance types ranked by what they make of a subnet's addresses.

use crate::planning::instances::{InstanceLimits, find, names};
use crate::planning::max_pods::{HOST_NETWORK_PODS, NodeMode, max_pods};
use crate::planning::node::Node;
use crate::planning::pool::{PoolSettings, Unit};

/// How nodes are set up.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setup {
    /// How interfaces are used.
    pub mode: NodeMode,
    /// What is kept ready.
    pub settings: PoolSettings,
    /// Pods on each node; full nodes otherwise.
    pub pods: Option<u32>,
}

/// One type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The type.
    pub limits: InstanceLimits,
    /// What the kubelet should be told.
    pub max_pods: u32,
    /// Pods on the node that have an address of ipamd.
    pub pods: u32,
    /// Addresses that the node takes from its subnets.
    pub addresses: u32,
    /// Of these, addresses of interfaces that no pod can have.
    pub own: u32,
    /// Attached interfaces.
    pub enis: u32,
    /// Pods for a thousand addresses.
    pub per_thousand: u32,
}

/// All types that carry the pods and whose name begins so, the most pods for an address first; then fewer interfaces, fewer vCPUs, the name.
pub fn rank(setup: &Setup, begins: &str) -> Vec<Ranked> {
    let mut found: Vec<Ranked> = names().filter(|name| name.starts_with(begins)).filter_map(|name| ranked(setup, find(name)?)).collect();
    found.sort_by_key(|ranked| {
        (std::cmp::Reverse(ranked.per_thousand), ranked.enis, ranked.limits.vcpus.unwrap_or(u32::MAX), ranked.limits.name)
    });
    found
}

fn ranked(setup: &Setup, limits: InstanceLimits) -> Option<Ranked> {
    let max_pods = max_pods(&limits, setup.mode).pods;
    let most = max_pods.checked_sub(HOST_NETWORK_PODS).filter(|most| *most > 0)?;
    let pods = setup.pods.unwrap_or(most);
    let mut node = Node { limits, mode: setup.mode, target: setup.settings.target(Unit::Ip), brake: Some(max_pods), ipv6: false };
    node.target = setup.settings.target(node.unit());
    let taken = node.holding(pods);
    if pods > most || taken.served < pods {
        return None;
    }
    let addresses = taken.pod_subnet + taken.node_subnet;
    let own = addresses - taken.held * taken.unit.addresses();
    Some(Ranked { limits, max_pods, pods, addresses, own, enis: taken.attached_enis, per_thousand: pods * 1000 / addresses.max(1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_pods_for_an_address_come_first() {
        let all = rank(&Setup::default(), "m5.");
        assert!(all.windows(2).all(|pair| pair[0].per_thousand >= pair[1].per_thousand));
        // m5.large: 27 pods, 3 interfaces, 27 addresses; m5.24xlarge: 735 pods, 15 interfaces, 735 addresses.
        let of = |name: &str| all.iter().find(|ranked| ranked.limits.name == name).copied().unwrap();
        assert_eq!((of("m5.large").pods, of("m5.large").addresses, of("m5.large").own, of("m5.large").per_thousand), (27, 30, 3, 900));
        assert_eq!((of("m5.24xlarge").pods, of("m5.24xlarge").addresses, of("m5.24xlarge").per_thousand), (735, 750, 980));
    }

    #[test]
    fn types_that_carry_too_few_pods_are_left_out() {
        let thirty = rank(&Setup { pods: Some(30), ..Setup::default() }, "m5.");
        assert!(thirty.iter().all(|ranked| ranked.max_pods >= 32) && !thirty.iter().any(|ranked| ranked.limits.name == "m5.large"));
        // 30 pods on an m5.xlarge: three interfaces with 14 addresses, and one kept ready.
        assert_eq!(thirty.iter().find(|ranked| ranked.limits.name == "m5.xlarge").map(|ranked| ranked.addresses), Some(60));
        // Custom networking leaves one-interface types without pods.
        let mode = NodeMode { custom_networking: true, ..NodeMode::default() };
        assert!(!rank(&Setup { mode, ..Setup::default() }, "").iter().any(|ranked| ranked.limits.max_enis == 1));
    }
}
