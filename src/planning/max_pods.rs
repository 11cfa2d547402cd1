//! How many pods a node takes (rule book section 5).

use std::fmt;

use crate::planning::instances::InstanceLimits;

/// Pods on the host's network that every node has: aws-node and kube-proxy.
pub const HOST_NETWORK_PODS: u32 = 2;
/// Addresses of a /28 prefix.
pub const ADDRESSES_PER_PREFIX: u32 = 16;

/// Pods that the kubelet of a Windows node takes.
const WINDOWS_CAP: u32 = 110;

/// How a node's interfaces are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NodeMode {
    /// Pods have subnets of their own: the first interface serves none.
    pub custom_networking: bool,
    /// Interfaces hold /28 prefixes.
    pub prefix_delegation: bool,
    /// Interfaces that a node uses at most, the first included.
    pub max_eni: Option<u32>,
    /// One interface is kept for the trunk of security groups for pods.
    pub trunk: bool,
}

/// The rule that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// Secondary addresses (M1).
    Addresses,
    /// Secondary addresses with custom networking (M2).
    CustomNetworking,
    /// Prefixes (M3).
    Prefixes,
    /// Prefixes with custom networking (M4).
    CustomNetworkingPrefixes,
    /// EKS's recommended limit: 110, or 250 above 30 vCPUs (M5).
    Cap,
    /// The one interface of a Windows node, or the kubelet's own limit (M6).
    Windows,
}

/// Max-pods of a type, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaxPods {
    /// What the kubelet should be told.
    pub pods: u32,
    /// What the addresses alone would allow, host-network pods included.
    pub by_addresses: u32,
    /// Interfaces that serve pods.
    pub enis: u32,
    /// Slots of each: its addresses less its own.
    pub slots: u32,
    /// What decided.
    pub bound: Bound,
    /// Whether prefixes count, because the mode asks for them and the type can.
    pub prefixes: bool,
}

/// Max-pods by M1 to M5. The cap is part of it in prefix mode only, as in AWS's own calculator.
pub fn max_pods(limits: &InstanceLimits, mode: NodeMode) -> MaxPods {
    // MAX_ENI=0 is the same as unset (ip-planning 1.1).
    let attached = mode.max_eni.filter(|max| *max > 0).map_or(limits.max_enis, |max| max.min(limits.max_enis));
    let enis = attached.saturating_sub(u32::from(mode.custom_networking)).saturating_sub(u32::from(mode.trunk && limits.trunk_compatible));
    let slots = limits.ipv4_per_eni.saturating_sub(1);
    // Xen types fall back to single addresses, with a warning in a log (C4).
    let prefixes = mode.prefix_delegation && limits.prefix_capable;
    let each = if prefixes { slots * ADDRESSES_PER_PREFIX } else { slots };
    let by_addresses = enis * each + HOST_NETWORK_PODS;
    let cap = cap(limits);
    let mode_bound = match (mode.custom_networking, prefixes) {
        (false, false) => Bound::Addresses,
        (true, false) => Bound::CustomNetworking,
        (false, true) => Bound::Prefixes,
        (true, true) => Bound::CustomNetworkingPrefixes,
    };
    let (pods, bound) = if prefixes && by_addresses > cap { (cap, Bound::Cap) } else { (by_addresses, mode_bound) };
    MaxPods { pods, by_addresses, enis, slots, bound, prefixes }
}

/// Pods of a Windows node: one interface serves them, none of them is on the host's network, and the kubelet takes 110 unless told
/// otherwise (M6).
pub fn windows_max_pods(limits: &InstanceLimits, prefix_delegation: bool) -> MaxPods {
    let slots = limits.ipv4_per_eni.saturating_sub(1);
    let prefixes = prefix_delegation && limits.prefix_capable;
    let by_addresses = if prefixes { slots * ADDRESSES_PER_PREFIX } else { slots };
    MaxPods { pods: by_addresses.min(WINDOWS_CAP), by_addresses, enis: 1, slots, bound: Bound::Windows, prefixes }
}

/// EKS's limit for managed nodes, and its advice for all: 110, or 250 above 30 vCPUs (M5, M10).
pub fn cap(limits: &InstanceLimits) -> u32 {
    if limits.vcpus.is_some_and(|vcpus| vcpus > 30) { 250 } else { 110 }
}

impl fmt::Display for Bound {
    /// The entries of the rule book.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Addresses => "M1",
            Self::CustomNetworking => "M2",
            Self::Prefixes => "M3",
            Self::CustomNetworkingPrefixes => "M4",
            Self::Cap => "M5",
            Self::Windows => "M6",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::instances::find;

    fn pods(name: &str, custom_networking: bool, prefix_delegation: bool) -> u32 {
        max_pods(&find(name).unwrap(), NodeMode { custom_networking, prefix_delegation, ..NodeMode::default() }).pods
    }

    #[test]
    fn published_vectors() {
        // peers-and-pains section 7.
        assert_eq!((pods("m5.large", false, false), pods("t3.medium", false, false), pods("t3.micro", false, false)), (29, 17, 4));
        assert_eq!((pods("m5.large", true, false), pods("t3.medium", true, false), pods("t3.micro", true, false)), (20, 12, 3));
        assert_eq!((pods("m5.large", true, true), pods("t3.medium", true, true), pods("t3.micro", true, true)), (110, 110, 18));
    }

    #[test]
    fn a_xen_type_counts_no_prefixes() {
        assert_eq!(pods("t2.medium", false, true), pods("t2.medium", false, false));
    }

    #[test]
    fn one_interface_serves_nobody_with_custom_networking() {
        assert_eq!(
            max_pods(&find("m5.large").unwrap(), NodeMode { custom_networking: true, max_eni: Some(1), ..NodeMode::default() }).enis,
            0
        );
    }
}
