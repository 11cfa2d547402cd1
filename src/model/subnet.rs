//! Subnets and their four roles. Three would not do: the cluster's own interfaces have zones that never change (S8).

use std::collections::BTreeMap;
use std::fmt;

use crate::diag::span::{Sp, Span};
use crate::model::cidr::Cidr;
use crate::model::ids::{RouteTableId, SubnetId};

/// What a subnet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubnetRole {
    /// NAT gateways and internet-facing load balancers.
    Public,
    /// The cluster's own network interfaces.
    Control,
    /// Nodes and internal load balancers.
    Node,
    /// Pods.
    Pod,
}

impl SubnetRole {
    /// All four, in the order in which blocks of equal size are carved.
    pub const ALL: [Self; 4] = [Self::Public, Self::Control, Self::Node, Self::Pod];

    /// As written in `eksnet.toml`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Control => "control",
            Self::Node => "node",
            Self::Pod => "pod",
        }
    }

    /// The role of that name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

impl fmt::Display for SubnetRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a subnet's block comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Written in the file; eksnet creates the subnet.
    Explicit,
    /// Carved by eksnet, now or earlier; recorded in the lock.
    Carved,
    /// It exists already.
    Adopted(Sp<SubnetId>),
}

/// One subnet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subnet {
    /// Its block; of a carved one the place is that of the prefix length which asked for it.
    pub cidr: Sp<Cidr>,
    /// Where the block comes from.
    pub origin: Origin,
    /// Block inside it that is kept for /28 prefixes.
    pub prefix_reservation: Option<Cidr>,
    /// Number of its /64 in the VPC's IPv6 block, from the lock: AWS chooses the block itself.
    pub ipv6_number: Option<u32>,
}

impl Subnet {
    /// The id, if it exists already.
    pub fn id(&self) -> Option<&Sp<SubnetId>> {
        match &self.origin {
            Origin::Adopted(id) => Some(id),
            Origin::Explicit | Origin::Carved => None,
        }
    }
}

/// Everything of one zone, because it belongs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneNetwork {
    /// Where `[zones.<zone>]` stands.
    pub span: Span,
    /// No nodes and pods any more; the control subnet stays.
    pub retired: bool,
    /// Route table of an adopted VPC that serves this zone's new subnets.
    pub route_table: Option<Sp<RouteTableId>>,
    /// Its subnets. A retired zone has its control subnet alone.
    pub subnets: BTreeMap<SubnetRole, Subnet>,
}

impl ZoneNetwork {
    /// The subnet of a role.
    pub fn subnet(&self, role: SubnetRole) -> Option<&Subnet> {
        self.subnets.get(&role)
    }
}
