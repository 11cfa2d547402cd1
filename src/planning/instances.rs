//! The table of EC2 instance types: interfaces, addresses, hypervisor, vCPUs.
//!
//! `data/instance-eni-limits.csv`, 1,391 types, from amazon-vpc-cni-k8s at 6152e01 (2026-08-11) and Karpenter's tables of
//! 2026-07 and 2026-08. It is searched as text: nothing is parsed but the line that is asked for.

use crate::config::suggest::nearest;

/// The date that findings name.
pub const TABLE_DATE: &str = "2026-08-11";

static TABLE: &str = include_str!("../../data/instance-eni-limits.csv");

/// What a type can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceLimits {
    /// Its name.
    pub name: &'static str,
    /// Network interfaces of the default network card: the CNI uses no other.
    pub max_enis: u32,
    /// IPv4 addresses of each interface, its own included.
    pub ipv4_per_eni: u32,
    /// Whether interfaces can hold /28 prefixes: Nitro, or bare metal.
    pub prefix_capable: bool,
    /// vCPUs; unknown for a few types.
    pub vcpus: Option<u32>,
    /// Whether it can have a trunk interface (security groups for pods).
    pub trunk_compatible: bool,
    /// Branch interfaces of such a trunk.
    pub branch_enis: u32,
}

/// Limits of a type. `None`: AWS had no such type when the table was made.
pub fn find(name: &str) -> Option<InstanceLimits> {
    let body = &TABLE[TABLE.find('\n')? + 1..];
    let (mut low, mut high) = (0, body.len());
    while low < high {
        // The line around the middle.
        let middle = low + (high - low) / 2;
        let start = body[..middle].rfind('\n').map_or(0, |at| at + 1).max(low);
        let end = body[start..].find('\n').map_or(body.len(), |at| start + at);
        let line = &body[start..end];
        let key = line.split(',').next()?;
        match name.cmp(key) {
            std::cmp::Ordering::Equal => return parse(line),
            std::cmp::Ordering::Less => high = start,
            std::cmp::Ordering::Greater => low = end + 1,
        }
    }
    None
}

/// The type that a misspelt name may mean.
pub fn suggest(name: &str) -> Option<&'static str> {
    nearest(name, names())
}

/// All types, sorted by name.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.lines().skip(1).filter_map(|line| line.split(',').next())
}

/// Whether the table knows if a type can have a trunk interface: of 19 rare types it does not.
pub fn trunk_known(name: &str) -> bool {
    !TRUNK_UNKNOWN.contains(&name)
}

/// Types without an entry in Karpenter's table of branch interfaces.
static TRUNK_UNKNOWN: [&str; 19] = [
    "bmn-sf1.metal",
    "c5a.metal",
    "c5ad.metal",
    "cr1.8xlarge",
    "hpc6a.48xlarge",
    "hpc6id.32xlarge",
    "hpc7a.12xlarge",
    "hpc7a.24xlarge",
    "hpc7a.48xlarge",
    "hpc7a.96xlarge",
    "hpc8a.96xlarge",
    "hs1.8xlarge",
    "trn2.3xlarge",
    "trn2.48xlarge",
    "u-12tb1.metal",
    "u-18tb1.metal",
    "u-24tb1.metal",
    "u-6tb1.metal",
    "u-9tb1.metal",
];

/// Whether a type is Graviton or another arm64 processor: their families have a `g` behind the generation (`c7g`, `im4gn`),
/// or are `a1`.
pub fn is_arm(name: &str) -> bool {
    let family = name.split('.').next().unwrap_or_default();
    let attributes = family.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches(|c: char| c.is_ascii_digit());
    family == "a1" || attributes.contains('g')
}

fn parse(line: &'static str) -> Option<InstanceLimits> {
    let mut fields = line.trim_end().split(',');
    let name = fields.next()?;
    let max_enis = fields.next()?.parse().ok()?;
    let ipv4_per_eni = fields.next()?.parse().ok()?;
    let hypervisor = fields.next()?;
    let bare_metal = fields.next()? == "true";
    let vcpus = fields.nth(3)?.parse().ok();
    let trunk_compatible = fields.next()? == "true";
    let branch_enis = fields.next()?.parse().unwrap_or(0);
    Some(InstanceLimits {
        name,
        max_enis,
        ipv4_per_eni,
        prefix_capable: hypervisor == "nitro" || bare_metal,
        vcpus,
        trunk_compatible,
        branch_enis,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_by_its_name() {
        let mut count = 0;
        for name in names() {
            assert_eq!(find(name).map(|limits| limits.name), Some(name));
            count += 1;
        }
        assert_eq!(count, 1391);
        for absent in ["", "a", "m5.larg", "m5.largee", "zzz.large"] {
            assert_eq!(find(absent), None, "{absent}");
        }
    }

    #[test]
    fn what_the_names_say() {
        for arm in ["a1.large", "c7g.large", "im4gn.large", "t4g.small", "hpc7g.4xlarge", "r8gd.large"] {
            assert!(is_arm(arm), "{arm}");
        }
        for x86 in ["g4dn.xlarge", "g5.xlarge", "gr6.4xlarge", "m6i.large", "u-6tb1.metal", "hpc6id.32xlarge"] {
            assert!(!is_arm(x86), "{x86}");
        }
        let blank = |line: &str| line.split(',').nth(9) == Some("");
        for line in TABLE.lines().skip(1) {
            let name = line.split(',').next().unwrap();
            assert_eq!(trunk_known(name), !blank(line), "{name}");
        }
    }

    #[test]
    fn m5_large() {
        let limits = find("m5.large").unwrap();
        assert_eq!((limits.max_enis, limits.ipv4_per_eni, limits.vcpus, limits.prefix_capable), (3, 10, Some(2), true));
        assert!(!find("t2.medium").unwrap().prefix_capable);
        assert_eq!(suggest("m5.largr"), Some("m5.large"));
    }
}
