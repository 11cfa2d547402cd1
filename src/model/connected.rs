//! Networks that can see this VPC.

use std::fmt;

use crate::diag::span::{Sp, Span};
use crate::model::cidr::Cidr;

/// One of `[connected.<name>]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectedNetwork {
    /// Where its header stands.
    pub span: Span,
    /// How it sees the VPC.
    pub via: Sp<Via>,
    /// Its blocks.
    pub cidrs: Vec<Sp<Cidr>>,
}

/// How a network sees the VPC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// A transit gateway.
    TransitGateway,
    /// VPC peering.
    Peering,
    /// A Direct Connect gateway.
    DirectConnect,
    /// A VPN.
    Vpn,
}

impl fmt::Display for Via {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TransitGateway => "transit gateway",
            Self::Peering => "peering",
            Self::DirectConnect => "Direct Connect",
            Self::Vpn => "VPN",
        })
    }
}
