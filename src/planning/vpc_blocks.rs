//! What AWS says to each block of the VPC (rule book section 1), judged once for all the rules that report it.

use crate::diag::span::Sp;
use crate::model::cidr::{AddressClass, Cidr};
use crate::model::vpc::Vpc;
use crate::planning::overlap::nested;

/// Prefix lengths of a VPC's blocks (V1).
pub const BLOCK_PREFIX_LENGTHS: std::ops::RangeInclusive<u8> = 16..=28;
/// Blocks that no VPC has (V3).
pub const FORBIDDEN: [Cidr; 4] = [
    Cidr::literal([0, 0, 0, 0], 8),
    Cidr::literal([127, 0, 0, 0], 8),
    Cidr::literal([169, 254, 0, 0], 16),
    Cidr::literal([224, 0, 0, 0], 4),
];
/// The block of default VPCs; no VPC of 172.16.0.0/12 takes it as a further one (V13).
pub const DEFAULT_VPC: Cidr = Cidr::literal([172, 31, 0, 0], 16);
/// Where a VPC must not have a block, if it is to take one of [`TEN_ZERO`] (V7).
const TEN_ZERO_FIFTEEN: Cidr = Cidr::literal([10, 0, 0, 0], 15);
/// 10.0.0.0/16 (V7).
pub const TEN_ZERO: Cidr = Cidr::literal([10, 0, 0, 0], 16);

/// How a block comes to the VPC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The primary block of a VPC that eksnet makes.
    NewPrimary,
    /// The primary block of an adopted VPC.
    Primary,
    /// A further block that an adopted VPC has already.
    Attached,
    /// A further block that eksnet adds.
    Added,
}

impl Place {
    /// Whether the file can still choose it.
    pub const fn is_new(self) -> bool {
        matches!(self, Self::NewPrimary | Self::Added)
    }
}

/// What AWS says to a block. One verdict a block: the first in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// Takes it.
    Fine,
    /// Not /16 to /28 (V1).
    Size,
    /// In a range that no VPC has (V3).
    Forbidden(Cidr),
    /// Shares addresses with another block of the VPC (V5).
    Overlap,
    /// Not beside this primary block (V6, V9, V13).
    Restricted,
    /// In 10.0.0.0/16, while this block is in 10.0.0.0/15 (V7).
    InTenZero(&'a Sp<Cidr>),
}

/// A block and its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged<'a> {
    /// The block.
    pub block: &'a Sp<Cidr>,
    /// How it comes to the VPC.
    pub place: Place,
    /// What AWS says.
    pub verdict: Verdict<'a>,
}

/// All blocks with their verdicts, the primary one first. Blocks that are attached already were accepted: of them only
/// size and range are judged, since they can only be misstated.
pub fn judge(vpc: &Vpc) -> Vec<Judged<'_>> {
    let attached = vpc.adopted().map_or(0, |adopted| adopted.attached_cidrs.len());
    let blocks: Vec<&Sp<Cidr>> = vpc.blocks().collect();
    let values: Vec<Cidr> = blocks.iter().map(|block| block.value).collect();
    let mut overlaps = vec![false; blocks.len()];
    for (outer, inner) in nested(&values) {
        overlaps[outer] = true;
        overlaps[inner] = true;
    }
    let primary = vpc.cidr.value.class();
    let mut in_fifteen: Option<&Sp<Cidr>> = None;
    let mut judged = Vec::new();
    for (at, block) in blocks.into_iter().enumerate() {
        let place = match at {
            0 if vpc.adopted().is_none() => Place::NewPrimary,
            0 => Place::Primary,
            _ if at <= attached => Place::Attached,
            _ => Place::Added,
        };
        let verdict = if !BLOCK_PREFIX_LENGTHS.contains(&block.value.prefix_len()) {
            Verdict::Size
        } else if let Some(range) = FORBIDDEN.into_iter().find(|range| range.contains(block.value)) {
            Verdict::Forbidden(range)
        } else if overlaps[at] {
            Verdict::Overlap
        } else if place == Place::Added && restricted(primary, block.value) {
            Verdict::Restricted
        } else {
            match in_fifteen {
                Some(other) if place == Place::Added && TEN_ZERO.contains(block.value) => Verdict::InTenZero(other),
                _ => Verdict::Fine,
            }
        };
        if in_fifteen.is_none() && TEN_ZERO_FIFTEEN.contains(block.value) {
            in_fifteen = Some(block);
        }
        judged.push(Judged { block, place, verdict });
    }
    judged
}

/// AWS's table: which classes a primary block refuses (V6). Another block of 198.19.0.0/16 beside such a primary one is
/// not in the table (V10), and not refused here.
pub fn restricted(primary: AddressClass, block: Cidr) -> bool {
    use AddressClass::{A, B, C, P, X};
    match (primary, block.class()) {
        (_, P) | (A, A) | (C, C) | (X, X) => false,
        (B, B) => DEFAULT_VPC.contains(block),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cidr(text: &str) -> Cidr {
        Cidr::parse(text).unwrap()
    }

    /// V6, row by row: primary block, then what it refuses and what it takes.
    #[test]
    fn association_table() {
        let others = ["10.9.0.0/16", "172.20.0.0/16", "172.31.0.0/16", "192.168.9.0/24", "198.19.0.0/16", "100.64.0.0/16", "8.8.0.0/16"];
        let table = [
            ("10.1.0.0/16", [false, true, true, true, true, false, false]),
            ("172.16.0.0/16", [true, false, true, true, true, false, false]),
            ("192.168.0.0/24", [true, true, true, false, true, false, false]),
            ("198.19.0.0/24", [true, true, true, true, false, false, false]),
            ("100.64.0.0/16", [true, true, true, true, true, false, false]),
            ("172.2.0.0/16", [true, true, true, true, true, false, false]),
        ];
        for (primary, refused) in table {
            for (other, refused) in others.into_iter().zip(refused) {
                assert_eq!(restricted(cidr(primary).class(), cidr(other)), refused, "{other} beside {primary}");
            }
        }
    }
}
