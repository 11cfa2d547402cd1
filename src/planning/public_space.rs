//! Which addresses belong to somebody on the internet.

use crate::model::cidr::{AddressClass, Cidr};

/// Ranges outside RFC 1918 and 100.64.0.0/10 that are nobody's on the internet. Source: IANA's IPv4 special-purpose registry.
const NOBODYS: [Cidr; 11] = [
    Cidr::literal([0, 0, 0, 0], 8),
    Cidr::literal([127, 0, 0, 0], 8),
    Cidr::literal([169, 254, 0, 0], 16),
    Cidr::literal([192, 0, 0, 0], 24),
    Cidr::literal([192, 0, 2, 0], 24),
    Cidr::literal([192, 88, 99, 0], 24),
    Cidr::literal([198, 18, 0, 0], 15),
    Cidr::literal([198, 51, 100, 0], 24),
    Cidr::literal([203, 0, 113, 0], 24),
    Cidr::literal([224, 0, 0, 0], 4),
    Cidr::literal([240, 0, 0, 0], 4),
];

/// Whether a block, or a part of it, belongs to somebody on the internet (V11).
pub fn is_public(block: Cidr) -> bool {
    block.class() == AddressClass::P && !block.is_shared() && !NOBODYS.iter().any(|range| range.contains(block))
}

/// The private range that a public block may have been meant to lie in: by its first number.
pub fn meant_range(block: Cidr) -> AddressClass {
    match block.network().octets()[0] {
        172 => AddressClass::B,
        192 => AddressClass::C,
        _ => AddressClass::A,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_172_16_to_172_31_is_private() {
        let public = |text: &str| is_public(Cidr::parse(text).unwrap());
        assert!(public("172.2.0.0/16") && public("172.15.0.0/16") && public("172.32.0.0/16") && public("192.169.0.0/16"));
        assert!(!public("172.16.0.0/16") && !public("172.31.0.0/16") && !public("100.64.0.0/16") && !public("198.19.0.0/16"));
        assert!(!public("203.0.113.0/24") && !public("198.18.0.0/16"));
    }
}
