//! How many pods nodes of Auto Mode and Karpenter carry at least, when EKS chooses their types by category and vCPUs.

use std::collections::BTreeMap;

use crate::planning::instances::{self, InstanceLimits};

/// The oldest generation that pools of eksnet take, as EKS's own pools do.
pub const OLDEST_GENERATION: u32 = 5;

/// Pods for which a node of Auto Mode has addresses when they have subnets of their own: `min(110, (E - 1) x (I - 1))`, without
/// the two of the host's network and without prefixes, which a fragmented subnet may not have (M7, A5).
pub fn pods_beside(limits: &InstanceLimits) -> u32 {
    (limits.max_enis.saturating_sub(1) * limits.ipv4_per_eni.saturating_sub(1)).min(110)
}

/// The fewest pods by number of vCPUs, over all types of some categories (`c`, `m`, …) from [`OLDEST_GENERATION`] on.
pub fn fewest_by_vcpus(categories: &[&str]) -> BTreeMap<u32, u32> {
    let mut fewest = BTreeMap::new();
    for name in instances::names().filter(|name| matches(name, categories)) {
        let Some(limits) = instances::find(name) else { continue };
        let Some(vcpus) = limits.vcpus else { continue };
        let pods = pods_beside(&limits);
        fewest.entry(vcpus).and_modify(|least: &mut u32| *least = pods.min(*least)).or_insert(pods);
    }
    fewest
}

/// `m6i.large` has category `m` and generation 6.
fn matches(name: &str, categories: &[&str]) -> bool {
    let category_end = name.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(name.len());
    let (category, rest) = name.split_at(category_end);
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    categories.contains(&category) && rest[..digits].parse::<u32>().is_ok_and(|generation| generation >= OLDEST_GENERATION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pods_of_the_smallest_type() {
        let fewest = fewest_by_vcpus(&["c", "m", "r"]);
        let of = |vcpus: u32| fewest.get(&vcpus).copied();
        // c6g.medium has 2 x 4 addresses, c5.large 3 x 10, c5.xlarge 4 x 15, c5.4xlarge 8 x 30.
        assert_eq!((of(1), of(2), of(4), of(8), of(16), of(32)), (Some(3), Some(18), Some(42), Some(42), Some(110), Some(110)));
        assert!(!matches("c4.large", &["c"]) && !matches("im4gn.large", &["i"]) && matches("m6i.large", &["m"]));
        assert!(!matches("u-6tb1.56xlarge", &["u"]));
    }
}
