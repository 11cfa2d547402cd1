//! Subnet CIDR reservations (ip-planning 3.4): the upper part of each pod subnet kept for prefixes, so that single addresses spoil no
//! block.

use crate::model::cidr::Cidr;
use crate::model::network::Model;
use crate::model::subnet::SubnetRole;
use crate::planning::first_limit::FirstLimit;
use crate::planning::plan::Plan;
use crate::planning::scenario::Scenario;

/// The reservation that is worth making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    /// Prefix length of the subnets.
    pub subnet_prefix: u8,
    /// Prefix length of the part that is kept.
    pub prefix: u8,
    /// A part that is kept, of the first zone.
    pub part: Cidr,
    /// Room today, single addresses at random.
    pub before: FirstLimit,
    /// Room with the reservation.
    pub after: FirstLimit,
}

/// The reservation with the most room for nodes; of equals the smallest part. None without prefixes in pod subnets, or when no
/// reservation gains anything.
pub fn reservation(model: &Model) -> Option<Reservation> {
    let plan = Plan::of(model);
    let prefixes = plan.subnets.iter().any(|subnet| subnet.role == SubnetRole::Pod && subnet.demand(Scenario::Bound).prefixes > 0);
    let [_, before, _] = plan.first.clone().filter(|_| prefixes)?;
    let lengths: Vec<u8> = model.subnets(SubnetRole::Pod).map(|(_, subnet)| subnet.cidr.value.prefix_len()).collect();
    let longest = *lengths.iter().max()?;
    let (after, prefix) = (longest + 1..=28)
        .filter_map(|prefix| {
            let with = with_reservation(model, prefix);
            let [_, expected, _] = Plan::of(&with).first?;
            Some((expected, prefix))
        })
        .max_by_key(|(limit, prefix)| (limit.nodes, *prefix))?;
    if after.nodes <= before.nodes {
        return None;
    }
    let (_, first) = model.subnets(SubnetRole::Pod).next()?;
    Some(Reservation { subnet_prefix: longest, prefix, part: top(first.cidr.value, prefix)?, before, after })
}

/// The upper part of a block.
fn top(block: Cidr, prefix: u8) -> Option<Cidr> {
    Cidr::around(block.last(), prefix)
}

fn with_reservation(model: &Model, prefix: u8) -> Model {
    let mut model = model.clone();
    for network in model.zones.values_mut() {
        if let Some(subnet) = network.subnets.get_mut(&SubnetRole::Pod) {
            subnet.prefix_reservation = top(subnet.cidr.value, prefix);
        }
    }
    model
}
