//! Memory of a node as a limit of its pods: the only one where an overlay gives the addresses.
//!
//! nodeadm keeps back 255 MiB and 11 MiB a pod for the kubelet and the container runtime, the kubelet evicts below 100 MiB, and
//! Linux sees some 7.5 % less than EC2 sells. With more pods than fit, the kubelet does not start at all (kubernetes#119764).

use crate::planning::instances::InstanceLimits;
use crate::planning::max_pods::cap;

/// MiB that nodeadm keeps back whatever the number of pods.
pub const RESERVED_MIB: u32 = 255;
/// MiB that it keeps back for each pod allowed.
pub const RESERVED_MIB_PER_POD: u32 = 11;
/// MiB below which the kubelet evicts.
pub const EVICTION_MIB: u32 = 100;
/// MiB that a small pod takes: what eksnet leaves for each where the file does not say how many there may be.
const USUAL_POD_MIB: u32 = 20;

/// Memory of the sizes that matter, in MiB. From 4 GiB on, 110 pods of 20 MiB fit in any case.
pub fn known_mib(name: &str) -> Option<u32> {
    let (family, size) = name.split_once('.')?;
    let burstable = matches!(family, "t2" | "t3" | "t3a" | "t4g");
    match (burstable, size) {
        (true, "nano") => Some(512),
        (true, "micro") => Some(1024),
        (true, "small") => Some(2048),
        _ => None,
    }
}

/// What Linux sees of it.
pub fn seen_mib(mib: u32) -> u32 {
    mib * 925 / 1000
}

/// MiB kept back for so many pods.
pub fn reserved_mib(pods: u32) -> u32 {
    RESERVED_MIB + RESERVED_MIB_PER_POD * pods
}

/// Pods with which the kubelet of a type would just start, without room for any.
pub fn most_pods(limits: &InstanceLimits) -> u32 {
    let by_memory = known_mib(limits.name).map(|mib| seen_mib(mib).saturating_sub(RESERVED_MIB + EVICTION_MIB) / RESERVED_MIB_PER_POD);
    by_memory.map_or_else(|| cap(limits), |pods| pods.min(cap(limits)))
}

/// Pods that a type carries when each takes 20 MiB.
pub fn usual_max_pods(limits: &InstanceLimits) -> u32 {
    let each = RESERVED_MIB_PER_POD + USUAL_POD_MIB;
    let by_memory = known_mib(limits.name).map(|mib| seen_mib(mib).saturating_sub(RESERVED_MIB + EVICTION_MIB) / each);
    by_memory.map_or_else(|| cap(limits), |pods| pods.min(cap(limits)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::instances::find;

    #[test]
    fn small_types_are_limited_by_memory() {
        let pods = |name: &str| find(name).map(|limits| (most_pods(&limits), usual_max_pods(&limits)));
        assert_eq!(pods("t3.micro"), Some((53, 19)));
        assert_eq!(pods("t3.nano"), Some((10, 3)));
        assert_eq!(pods("t3.small"), Some((110, 49)));
        assert_eq!(pods("m5.large"), Some((110, 110)));
        assert_eq!(reserved_mib(110), 1465);
    }
}
