//! IPv4 blocks, parsed more strictly than AWS does: what Terraform or AWS would refuse or read otherwise is refused here.

use std::cmp::Ordering;
use std::fmt;
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

/// Addresses of every subnet that AWS keeps for itself: the first four and the last (S2).
pub const RESERVED_PER_SUBNET: u64 = 5;

/// An IPv4 network without host bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cidr(Ipv4Net);

/// Why a text is no [`Cidr`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CidrError {
    /// Not `a.b.c.d/n`; the text says what is missing.
    Syntax(&'static str),
    /// An IPv6 block.
    Ipv6,
    /// An octet such as `010`, which some programs read as octal.
    LeadingZeros(String),
    /// `/33` or more.
    PrefixLength(String),
    /// Bits set beyond the prefix; AWS would quietly use this block instead, Terraform refuses (V2).
    HostBits(Cidr),
}

/// The private range, if any, that a block lies in. AWS decides by it which blocks a VPC can take together (V6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddressClass {
    /// 10.0.0.0/8.
    A,
    /// 172.16.0.0/12.
    B,
    /// 192.168.0.0/16.
    C,
    /// 198.19.0.0/16.
    X,
    /// Everything else that is legal: public space and 100.64.0.0/10.
    P,
}

impl AddressClass {
    /// The range itself; none for [`AddressClass::P`].
    pub const fn range(self) -> Option<Cidr> {
        match self {
            Self::A => Some(Cidr::literal([10, 0, 0, 0], 8)),
            Self::B => Some(Cidr::literal([172, 16, 0, 0], 12)),
            Self::C => Some(Cidr::literal([192, 168, 0, 0], 16)),
            Self::X => Some(Cidr::literal([198, 19, 0, 0], 16)),
            Self::P => None,
        }
    }

    /// For sentences.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::A => "10.0.0.0/8",
            Self::B => "172.16.0.0/12",
            Self::C => "192.168.0.0/16",
            Self::X => "198.19.0.0/16",
            Self::P => "100.64.0.0/10 or public space",
        }
    }
}

/// 100.64.0.0/10, the shared space that AWS recommends for pods (V23).
pub const SHARED_SPACE: Cidr = Cidr::literal([100, 64, 0, 0], 10);

impl Cidr {
    /// A block known when eksnet is compiled. Host bits are cut.
    pub const fn literal(octets: [u8; 4], prefix_len: u8) -> Self {
        Self(Ipv4Net::new_assert(Ipv4Addr::new(octets[0], octets[1], octets[2], octets[3]), prefix_len))
    }

    /// The block of `prefix_len` that holds an address. `None` above 32.
    pub fn around(address: u32, prefix_len: u8) -> Option<Self> {
        Ipv4Net::new(Ipv4Addr::from(address), prefix_len).ok().map(|net| Self(net.trunc()))
    }

    /// Reads `a.b.c.d/n`.
    pub fn parse(text: &str) -> Result<Self, CidrError> {
        if text.contains(':') {
            return Err(CidrError::Ipv6);
        }
        let Some((address, length)) = text.split_once('/') else {
            return Err(CidrError::Syntax("it has no prefix length, such as `/16`"));
        };
        let octets: Vec<&str> = address.split('.').collect();
        if octets.len() != 4 {
            return Err(CidrError::Syntax("an IPv4 address has four numbers"));
        }
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let mut bytes = [0u8; 4];
        for (byte, octet) in bytes.iter_mut().zip(&octets) {
            if !digits(octet) {
                return Err(CidrError::Syntax("an IPv4 address has four numbers"));
            }
            if octet.len() > 1 && octet.starts_with('0') {
                return Err(CidrError::LeadingZeros((*octet).to_owned()));
            }
            *byte = octet.parse().map_err(|_| CidrError::Syntax("each number of an address is at most 255"))?;
        }
        if !digits(length) || (length.len() > 1 && length.starts_with('0')) {
            return Err(CidrError::Syntax("a prefix length is a number from 0 to 32"));
        }
        let length: u8 = length.parse().ok().filter(|n| *n <= 32).ok_or_else(|| CidrError::PrefixLength(length.to_owned()))?;
        let net = Ipv4Net::new(Ipv4Addr::from(bytes), length).map_err(|_| CidrError::PrefixLength(length.to_string()))?;
        if net.addr() == net.network() { Ok(Self(net)) } else { Err(CidrError::HostBits(Self(net.trunc()))) }
    }

    /// First address.
    pub fn network(self) -> Ipv4Addr {
        self.0.network()
    }

    /// First address as a number.
    pub fn first(self) -> u32 {
        u32::from(self.0.network())
    }

    /// Last address as a number.
    pub fn last(self) -> u32 {
        u32::from(self.0.broadcast())
    }

    /// Bits of the prefix, 0 to 32.
    pub fn prefix_len(self) -> u8 {
        self.0.prefix_len()
    }

    /// Addresses, those that AWS reserves in a subnet included.
    pub fn size(self) -> u64 {
        1 << (32 - u32::from(self.prefix_len()))
    }

    /// Addresses that a subnet of this block can give out (S2).
    pub fn usable(self) -> u64 {
        self.size().saturating_sub(RESERVED_PER_SUBNET)
    }

    /// Whether the other block lies in this one, or is it.
    pub fn contains(self, other: Self) -> bool {
        self.0.contains(&other.0)
    }

    /// Whether the two share an address.
    pub fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// The private range, if any, that it lies in. Blocks of /16 and smaller always lie in exactly one class; a larger
    /// one that reaches beyond a range counts as [`AddressClass::P`].
    pub fn class(self) -> AddressClass {
        [AddressClass::A, AddressClass::B, AddressClass::C, AddressClass::X]
            .into_iter()
            .find(|class| class.range().is_some_and(|range| range.contains(self)))
            .unwrap_or(AddressClass::P)
    }

    /// Whether it lies in 10/8, 172.16/12 or 192.168/16 (RFC 1918).
    pub fn is_rfc1918(self) -> bool {
        matches!(self.class(), AddressClass::A | AddressClass::B | AddressClass::C)
    }

    /// Whether it lies in 100.64.0.0/10 (RFC 6598).
    pub fn is_shared(self) -> bool {
        SHARED_SPACE.contains(self)
    }

    /// Aligned /28 blocks that can become prefixes of network interfaces: the first and the last hold addresses that
    /// AWS reserves (S24).
    pub fn clean_prefixes(self) -> u64 {
        (self.size() / 16).saturating_sub(2)
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Ord for Cidr {
    /// By first address, then larger blocks first.
    fn cmp(&self, other: &Self) -> Ordering {
        (self.first(), self.prefix_len()).cmp(&(other.first(), other.prefix_len()))
    }
}

impl PartialOrd for Cidr {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cidr(text: &str) -> Cidr {
        Cidr::parse(text).unwrap()
    }

    #[test]
    fn refuses_what_others_read_otherwise() {
        assert_eq!(Cidr::parse("10.0.0.5/16"), Err(CidrError::HostBits(cidr("10.0.0.0/16"))));
        assert_eq!(Cidr::parse("010.0.0.0/8"), Err(CidrError::LeadingZeros("010".into())));
        assert_eq!(Cidr::parse("10.0.0.0/33"), Err(CidrError::PrefixLength("33".into())));
        assert_eq!(Cidr::parse("10.0.0.0/999"), Err(CidrError::PrefixLength("999".into())));
        assert!(matches!(Cidr::parse("10.0.0.0"), Err(CidrError::Syntax(_))));
        assert!(matches!(Cidr::parse("10.0.0/16"), Err(CidrError::Syntax(_))));
        assert!(matches!(Cidr::parse("10.0.0.256/16"), Err(CidrError::Syntax(_))));
        assert!(matches!(Cidr::parse("10.0.0.0/+8"), Err(CidrError::Syntax(_))));
        assert!(matches!(Cidr::parse(" 10.0.0.0/8"), Err(CidrError::Syntax(_))));
        assert_eq!(Cidr::parse("fd00::/8"), Err(CidrError::Ipv6));
    }

    #[test]
    fn classes_are_those_of_the_association_table() {
        for (text, class) in [
            ("10.1.0.0/16", AddressClass::A),
            ("172.31.0.0/16", AddressClass::B),
            ("172.2.0.0/16", AddressClass::P),
            ("192.168.4.0/24", AddressClass::C),
            ("198.19.0.0/16", AddressClass::X),
            ("100.64.0.0/16", AddressClass::P),
        ] {
            assert_eq!(cidr(text).class(), class, "{text}");
        }
    }

    #[test]
    fn counts_as_aws_does() {
        assert_eq!(cidr("10.0.0.0/28").usable(), 11);
        assert_eq!(cidr("10.0.0.0/19").usable(), 8187);
        assert_eq!(cidr("10.0.0.0/24").clean_prefixes(), 14);
        assert_eq!(cidr("10.0.0.0/27").clean_prefixes(), 0);
        assert_eq!(cidr("10.0.0.0/28").clean_prefixes(), 0);
    }
}
