//! What ipamd keeps ready: the four targets, which of them count, and their defaults (ip-planning 1.1).

use std::fmt;

use crate::planning::max_pods::ADDRESSES_PER_PREFIX;

/// `WARM_ENI_TARGET` and `WARM_PREFIX_TARGET` as the chart, the manifest and the managed add-on set them.
pub const CHART_WARM_TARGET: u32 = 1;

/// What one slot of an interface holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A secondary address.
    Ip,
    /// A /28 prefix.
    Prefix,
}

impl Unit {
    /// Addresses of one.
    pub const fn addresses(self) -> u32 {
        match self {
            Self::Ip => 1,
            Self::Prefix => ADDRESSES_PER_PREFIX,
        }
    }

    /// As in the JSON of `capacity node`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ip => "ip",
            Self::Prefix => "prefix",
        }
    }
}

/// The variables as somebody set them. `None`: not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PoolSettings {
    /// `WARM_ENI_TARGET`.
    pub warm_eni: Option<u32>,
    /// `WARM_IP_TARGET`; 0 is the same as unset.
    pub warm_ip: Option<u32>,
    /// `MINIMUM_IP_TARGET`; 0 is the same as unset.
    pub minimum_ip: Option<u32>,
    /// `WARM_PREFIX_TARGET`.
    pub warm_prefix: Option<u32>,
}

/// The targets that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// So many interfaces' worth of unused addresses.
    WarmEni(u32),
    /// So many unused prefixes.
    WarmPrefix(u32),
    /// So many unused addresses, and so many at least.
    Addresses {
        /// `WARM_IP_TARGET`.
        warm: u32,
        /// `MINIMUM_IP_TARGET`.
        minimum: u32,
    },
}

impl PoolSettings {
    /// Which targets count. `WARM_IP_TARGET` or `MINIMUM_IP_TARGET` above 0 put the others out of action (ip-planning 1.1). What is
    /// not set is 1, as in the chart, the manifest and the add-on; the bare binary would take 0 for `WARM_PREFIX_TARGET`.
    pub fn target(self, unit: Unit) -> Target {
        let (warm, minimum) = (self.warm_ip.unwrap_or(0), self.minimum_ip.unwrap_or(0));
        if warm > 0 || minimum > 0 {
            return Target::Addresses { warm, minimum };
        }
        match unit {
            Unit::Ip => Target::WarmEni(self.warm_eni.unwrap_or(CHART_WARM_TARGET)),
            Unit::Prefix => Target::WarmPrefix(self.warm_prefix.unwrap_or(CHART_WARM_TARGET)),
        }
    }

    /// Which targets count on Windows nodes, whose pool is the VPC resource controller's: by default 3 and 3, with prefixes 1 and 3, and
    /// never less than one warm address (ip-planning 1.6.13).
    pub fn windows_target(self, unit: Unit) -> Target {
        let (warm, minimum) = (self.warm_ip.unwrap_or(0), self.minimum_ip.unwrap_or(0));
        let unset = warm == 0 && minimum == 0;
        match (unit, self.warm_prefix.unwrap_or(0)) {
            (Unit::Prefix, prefixes @ 1..) if unset => Target::WarmPrefix(prefixes),
            (Unit::Prefix, _) if unset => Target::Addresses { warm: 1, minimum: 3 },
            (Unit::Prefix, _) => Target::Addresses { warm: self.warm_ip.unwrap_or(1).max(1), minimum: self.minimum_ip.unwrap_or(3) },
            (Unit::Ip, _) => Target::Addresses { warm: self.warm_ip.unwrap_or(3).max(1), minimum: self.minimum_ip.unwrap_or(3) },
        }
    }

    /// Variables that are set and do nothing.
    pub fn ignored(self, unit: Unit) -> Vec<&'static str> {
        let target = self.target(unit);
        let mut names = Vec::new();
        if self.warm_eni.is_some() && !matches!(target, Target::WarmEni(_)) {
            names.push("WARM_ENI_TARGET");
        }
        if self.warm_prefix.is_some() && !matches!(target, Target::WarmPrefix(_)) {
            names.push("WARM_PREFIX_TARGET");
        }
        names
    }
}

impl Target {
    /// Slots that ipamd wants once `pods` pods have addresses, as long as nothing stops it (ip-planning 1.3). `slots` of an
    /// interface is its addresses less its own.
    pub fn wanted(self, pods: u32, unit: Unit, slots: u32) -> u32 {
        let each = unit.addresses();
        match self {
            Self::WarmEni(0) => slots.saturating_mul(pods.checked_div(slots).unwrap_or(0) + 1),
            Self::WarmEni(warm) => slots.saturating_mul(pods.checked_div(slots).map_or(0, |_| pods.div_ceil(slots)).saturating_add(warm)),
            Self::WarmPrefix(0) => pods / each + 1,
            Self::WarmPrefix(warm) => pods.div_ceil(each).saturating_add(warm),
            Self::Addresses { warm: 0, minimum } => minimum.div_ceil(each),
            Self::Addresses { warm, minimum } => pods.saturating_add(warm).max(minimum).div_ceil(each),
        }
    }

    /// Whether the pool comes to rest there. With a target of 0 it grows and shrinks for ever whenever the pods use up what there
    /// is to the last address (ip-planning 1.6.5). `deletable`: the unused interface is not the node's first.
    pub fn rests(self, pods: u32, unit: Unit, slots: u32, deletable: bool) -> bool {
        match self {
            Self::WarmEni(0) => slots == 0 || !pods.is_multiple_of(slots) || (pods == 0 && !deletable),
            Self::WarmPrefix(0) => !pods.is_multiple_of(unit.addresses()),
            _ => true,
        }
    }

    /// Pods that ever get an address, where the target itself is a limit: `MINIMUM_IP_TARGET` alone (ip-planning 1.3 d').
    pub fn hard_cap(self, unit: Unit) -> Option<u32> {
        match self {
            Self::Addresses { warm: 0, minimum } => Some(minimum.div_ceil(unit.addresses()) * unit.addresses()),
            _ => None,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WarmEni(warm) => write!(f, "WARM_ENI_TARGET={warm}"),
            Self::WarmPrefix(warm) => write!(f, "WARM_PREFIX_TARGET={warm}"),
            Self::Addresses { warm, minimum: 0 } => write!(f, "WARM_IP_TARGET={warm}"),
            Self::Addresses { warm: 0, minimum } => write!(f, "MINIMUM_IP_TARGET={minimum}"),
            Self::Addresses { warm, minimum } => write!(f, "WARM_IP_TARGET={warm}, MINIMUM_IP_TARGET={minimum}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_put_the_other_targets_out_of_action() {
        let settings = PoolSettings { warm_eni: Some(3), warm_ip: Some(16), minimum_ip: Some(0), warm_prefix: Some(0) };
        assert_eq!(settings.target(Unit::Prefix), Target::Addresses { warm: 16, minimum: 0 });
        assert_eq!(settings.ignored(Unit::Prefix), ["WARM_ENI_TARGET", "WARM_PREFIX_TARGET"]);
        let zeros = PoolSettings { warm_ip: Some(0), minimum_ip: Some(0), warm_eni: Some(2), ..PoolSettings::default() };
        assert_eq!(zeros.target(Unit::Ip), Target::WarmEni(2));
        assert_eq!(zeros.target(Unit::Prefix), Target::WarmPrefix(1));
        assert_eq!(zeros.ignored(Unit::Prefix), ["WARM_ENI_TARGET"]);
        assert_eq!(PoolSettings::default().target(Unit::Ip), Target::WarmEni(1));
    }

    #[test]
    fn the_closed_forms() {
        assert_eq!(Target::WarmEni(1).wanted(0, Unit::Ip, 9), 9);
        assert_eq!(Target::WarmEni(1).wanted(1, Unit::Ip, 9), 18);
        assert_eq!(Target::WarmEni(0).wanted(9, Unit::Ip, 9), 18);
        assert_eq!(Target::WarmPrefix(0).wanted(15, Unit::Prefix, 9), 1);
        assert_eq!(Target::WarmPrefix(0).wanted(16, Unit::Prefix, 9), 2);
        let minimum = Target::Addresses { warm: 0, minimum: 20 };
        assert_eq!((minimum.wanted(100, Unit::Ip, 9), minimum.hard_cap(Unit::Ip)), (20, Some(20)));
        assert_eq!((minimum.wanted(100, Unit::Prefix, 9), minimum.hard_cap(Unit::Prefix)), (2, Some(32)));
        assert_eq!(Target::Addresses { warm: 2, minimum: 5 }.wanted(4, Unit::Ip, 9), 6);
        assert_eq!(Target::Addresses { warm: 2, minimum: 5 }.wanted(2, Unit::Ip, 9), 5);
        assert_eq!(Target::WarmEni(1).wanted(5, Unit::Ip, 0), 0, "a type without slots");
    }
}
