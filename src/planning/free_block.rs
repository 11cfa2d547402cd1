//! Blocks to propose instead of ones that AWS refuses or others use.

use crate::model::carve::Carver;
use crate::model::cidr::{AddressClass, Cidr, SHARED_SPACE};
use crate::model::network::Model;
use crate::model::pods::Strategy;
use crate::planning::reach::is_summary;
use crate::planning::vpc_blocks::{BLOCK_PREFIX_LENGTHS, DEFAULT_VPC};

/// The block of docker's bridge, which proposals stay clear of (V12).
pub const DOCKER_BRIDGE: Cidr = Cidr::literal([172, 17, 0, 0], 16);

/// A block of a length in the first of the pools that has one which nobody of the file uses.
pub fn free_block(model: &Model, prefix_len: u8, pools: &[Cidr]) -> Option<Cidr> {
    // A block that no VPC has is about to be replaced.
    let blocks = model.vpc.blocks().map(|block| block.value).filter(|block| block.prefix_len() >= *BLOCK_PREFIX_LENGTHS.start());
    let mut taken: Vec<Cidr> = blocks.collect();
    taken.extend(model.cluster.service_cidr().map(|block| block.value));
    if let Strategy::Calico { cidr, .. } = &model.pods.strategy.value {
        taken.push(cidr.value);
    }
    let connected = model.connected.values().flat_map(|network| network.cidrs.iter().map(|cidr| (network.via.value, cidr.value)));
    // A summary route would rule out everything.
    taken.extend(connected.filter(|(via, cidr)| !is_summary(model, *via, *cidr)).map(|(_, cidr)| cidr));
    taken.extend([DOCKER_BRIDGE, DEFAULT_VPC]);
    Carver::new(pools.to_vec(), taken).carve(prefix_len)
}

/// A further block that AWS takes beside any primary one, and that is nobody's: of 100.64.0.0/10 (V6, V23).
pub fn free_pod_block(model: &Model, prefix_len: u8) -> Option<Cidr> {
    free_block(model, prefix_len.clamp(16, 28), &[SHARED_SPACE])
}

/// A further block of the primary one's private range; of 100.64.0.0/10 when that has none.
pub fn free_block_of_class(model: &Model, class: AddressClass, prefix_len: u8) -> Option<Cidr> {
    let prefix_len = prefix_len.clamp(16, 28);
    let pools = match class {
        // 10.0.0.0/16 is refused as soon as there is a block beside it (V7): 10.1.0.0/16, 10.2.0.0/15, … 10.128.0.0/9.
        AddressClass::A => (9..=16u8).rev().map(|length| Cidr::literal([10, 1 << (16 - length), 0, 0], length)).collect(),
        _ => class.range().into_iter().collect::<Vec<_>>(),
    };
    free_block(model, prefix_len, &pools).or_else(|| free_pod_block(model, prefix_len))
}

/// Service addresses that EKS takes and nobody of the file uses (E1, E2, E4).
pub fn free_service_cidr(model: &Model) -> Option<Cidr> {
    let (ten, twelve, sixteen) = (AddressClass::A.range()?, AddressClass::B.range()?, AddressClass::C.range()?);
    let wanted = [Cidr::literal([172, 20, 0, 0], 16), Cidr::literal([10, 100, 0, 0], 16), twelve, ten, sixteen];
    free_block(model, 16, &wanted).or_else(|| free_block(model, 20, &wanted))
}
