//! What rules about connected networks share: which blocks others can reach, and who overlaps them.

use crate::diag::span::Sp;
use crate::model::cidr::Cidr;
use crate::model::connected::ConnectedNetwork;
use crate::model::names::Name;
use crate::model::network::Model;

/// A block of a connected network.
pub struct Block<'a> {
    /// The network's name.
    pub name: &'a Name,
    /// The network.
    pub network: &'a ConnectedNetwork,
    /// The block.
    pub cidr: &'a Sp<Cidr>,
}

/// All blocks of all connected networks, in order of name.
pub fn blocks(model: &Model) -> impl Iterator<Item = Block<'_>> {
    model.connected.iter().flat_map(|(name, network)| network.cidrs.iter().map(move |cidr| Block { name, network, cidr }))
}

/// Blocks of the VPC that other networks can reach: the primary one, and the others unless pods there are not routable.
pub fn routable(model: &Model) -> Vec<&Sp<Cidr>> {
    if model.pods.routable.value || !model.pods.strategy.value.has_pod_subnets() {
        model.vpc.blocks().collect()
    } else {
        vec![&model.vpc.cidr]
    }
}

/// Blocks whose addresses mean nothing beyond the VPC.
pub fn unroutable(model: &Model) -> Vec<&Sp<Cidr>> {
    if routable(model).len() > 1 { Vec::new() } else { model.vpc.all_secondary().collect() }
}

/// Whether a network is declared by a summary route: it contains the VPC's primary block and more.
pub fn is_summary(model: &Model, cidr: Cidr) -> bool {
    cidr.contains(model.vpc.cidr.value) && cidr != model.vpc.cidr.value
}
