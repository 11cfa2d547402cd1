//! Service addresses.

use crate::diag::span::Sp;
use crate::model::cidr::Cidr;
use crate::model::network::Model;

/// Prefix lengths that EKS takes (E1).
pub const SERVICE_PREFIX_LENGTHS: std::ops::RangeInclusive<u8> = 12..=24;

/// The block that the file states; none when it leaves the choice to eksnet.
pub fn given(model: &Model) -> Option<&Sp<Cidr>> {
    let chosen = model.cluster.new_cluster().is_some_and(|new| !new.service_cidr_given);
    model.cluster.service_cidr().filter(|_| !chosen)
}

/// Whether EKS takes a block for Services: /12 to /24 of 10/8, 172.16/12 or 192.168/16 (E1).
pub fn lawful(block: Cidr) -> bool {
    SERVICE_PREFIX_LENGTHS.contains(&block.prefix_len()) && block.is_rfc1918()
}
