//! Subnets as they stand in the file, and room for further ones.

use crate::model::carve::Carver;
use crate::model::cidr::Cidr;
use crate::model::network::Model;
use crate::model::region::Zone;
use crate::model::subnet::{Subnet, SubnetRole, ZoneNetwork};

/// Prefix lengths of subnets (S1).
pub const SUBNET_PREFIX_LENGTHS: std::ops::RangeInclusive<u8> = 16..=28;

/// A subnet with its zone and role.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// Its zone.
    pub zone: &'a Zone,
    /// Its role.
    pub role: SubnetRole,
    /// The subnet.
    pub subnet: &'a Subnet,
}

/// All subnets, each once: a node subnet that serves as control subnet as well, because the file gives none, is a node subnet.
pub fn placed(model: &Model) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    for (zone, network) in &model.zones {
        for (role, subnet) in &network.subnets {
            let shared = *role == SubnetRole::Control && network.subnet(SubnetRole::Node) == Some(subnet);
            if !shared {
                all.push(Placed { zone, role: *role, subnet });
            }
        }
    }
    all
}

/// Zones that can hold nodes: those with a node subnet.
pub fn node_zones(model: &Model) -> impl Iterator<Item = (&Zone, &ZoneNetwork)> {
    model.active_zones().filter(|(_, network)| network.subnet(SubnetRole::Node).is_some())
}

/// A free block for a subnet, in the VPC's blocks that eksnet carves for the role. In an adopted VPC nothing is known to be
/// free in the primary block.
pub fn free_subnet(model: &Model, role: SubnetRole, prefix_len: u8) -> Option<Cidr> {
    let pools = match role {
        SubnetRole::Pod => model.vpc.secondary_cidrs.iter().map(|block| block.value).collect(),
        _ if model.vpc.created().is_some() => vec![model.vpc.cidr.value],
        _ => return None,
    };
    let taken = model.zones.values().flat_map(|network| network.subnets.values()).map(|subnet| subnet.cidr.value).collect();
    Carver::new(pools, taken).carve(prefix_len)
}
