//! The VPC: created, or adopted.

use crate::diag::span::{Sp, Span};
use crate::model::cidr::Cidr;
use crate::model::ids::{IpamPoolId, TransitGatewayId, VpcId};
use crate::model::region::Zone;

/// The VPC and its blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vpc {
    /// Primary block; it decides which others AWS accepts (V6, V8).
    pub cidr: Sp<Cidr>,
    /// Blocks that eksnet adds, in file order.
    pub secondary_cidrs: Vec<Sp<Cidr>>,
    /// Whether eksnet makes it.
    pub mode: VpcMode,
}

/// Whether eksnet makes the VPC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VpcMode {
    /// eksnet makes it.
    Create(CreatedVpc),
    /// It exists: added to, never changed.
    Adopt(AdoptedVpc),
}

/// What only a new VPC has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatedVpc {
    /// NAT gateways.
    pub nat: Sp<Nat>,
    /// Whether nodes reach AWS through endpoints.
    pub endpoints: bool,
    /// Attachment to a transit gateway.
    pub transit_gateway: Option<TransitGateway>,
    /// IPv6 block.
    pub ipv6: Option<Ipv6Block>,
    /// Where the file asks for it.
    pub ipv6_span: Option<Span>,
}

/// NAT gateways of a new VPC (N6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nat {
    /// One in every zone with nodes.
    PerZone,
    /// One for all, in this zone; the lock keeps it there.
    Single(Zone),
    /// None.
    None,
}

/// Attachment to a transit gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitGateway {
    /// The gateway.
    pub id: Sp<TransitGatewayId>,
    /// Whether 0.0.0.0/0 goes there too.
    pub default_route: bool,
}

/// Who gives the IPv6 block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ipv6Block {
    /// Amazon: a /56.
    Amazon,
    /// An IPAM pool.
    Ipam {
        /// The pool.
        pool: Sp<IpamPoolId>,
        /// Length of the block, 44 to 60 in steps of 4 (S27).
        netmask_length: u8,
    },
}

/// What an adopted VPC has today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptedVpc {
    /// Its id.
    pub id: Sp<VpcId>,
    /// Secondary blocks that it has already.
    pub attached_cidrs: Vec<Sp<Cidr>>,
}

impl Vpc {
    /// What it has besides the primary block once eksnet is done: attached blocks first, then those that eksnet adds.
    pub fn all_secondary(&self) -> impl Iterator<Item = &Sp<Cidr>> {
        let attached = match &self.mode {
            VpcMode::Adopt(adopted) => adopted.attached_cidrs.as_slice(),
            VpcMode::Create(_) => &[],
        };
        attached.iter().chain(&self.secondary_cidrs)
    }

    /// All its blocks, the primary one first.
    pub fn blocks(&self) -> impl Iterator<Item = &Sp<Cidr>> {
        std::iter::once(&self.cidr).chain(self.all_secondary())
    }

    /// What only a new VPC has.
    pub fn created(&self) -> Option<&CreatedVpc> {
        match &self.mode {
            VpcMode::Create(created) => Some(created),
            VpcMode::Adopt(_) => None,
        }
    }

    /// What an adopted VPC has today.
    pub fn adopted(&self) -> Option<&AdoptedVpc> {
        match &self.mode {
            VpcMode::Adopt(adopted) => Some(adopted),
            VpcMode::Create(_) => None,
        }
    }
}
