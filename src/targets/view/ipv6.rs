//! The VPC's IPv6 block: AWS chooses it, subnets are known by number.

use crate::model::network::Model;
use crate::model::vpc::Ipv6Block;

/// The block.
pub struct Ipv6View {
    /// The pool that it comes from; none: Amazon gives a /56.
    pub ipam: Option<IpamView>,
}

/// A pool.
pub struct IpamView {
    /// Its id.
    pub pool: String,
    /// Length of the block.
    pub netmask_length: u8,
}

impl Ipv6View {
    /// From the model; none without a block.
    pub fn new(model: &Model) -> Option<Self> {
        let block = model.vpc.created()?.ipv6.as_ref()?;
        Some(Self {
            ipam: match block {
                Ipv6Block::Amazon => None,
                Ipv6Block::Ipam { pool, netmask_length } => Some(IpamView { pool: pool.to_string(), netmask_length: *netmask_length }),
            },
        })
    }

    /// Length of the block.
    pub fn length(&self) -> u8 {
        self.ipam.as_ref().map_or(56, |pool| pool.netmask_length)
    }
}
