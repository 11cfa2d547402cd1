//! What a subnet has to give: addresses, and aligned /28 blocks that nothing has touched (ip-planning 3.3).

use crate::model::cidr::Cidr;
use crate::model::subnet::Subnet;

/// Addresses of a block.
const BLOCK: u64 = 16;
/// Addresses that AWS keeps at the start of a subnet (S2); one more at its end.
const HEAD: u64 = 4;
/// Fixed point of the expected number of blocks.
const SCALE: u32 = 20;

/// Something that takes room in a subnet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Demand {
    /// Single addresses.
    pub singles: u64,
    /// /28 prefixes.
    pub prefixes: u64,
}

impl Demand {
    /// Addresses of both.
    pub const fn addresses(self) -> u64 {
        self.singles + BLOCK * self.prefixes
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self { singles: self.singles + other.singles, prefixes: self.prefixes + other.prefixes }
    }

    /// So many of it.
    #[must_use]
    pub const fn times(self, n: u64) -> Self {
        Self { singles: self.singles * n, prefixes: self.prefixes * n }
    }
}

/// Blocks for prefixes when so many single addresses lie in the subnet. EC2's choice of addresses is not documented, hence three.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Blocks {
    /// Single addresses side by side, the blocks that hold reserved addresses first.
    pub packed: u64,
    /// Single addresses anywhere: the mean, rounded down.
    pub expected: u64,
    /// Every single address in a block of its own.
    pub worst: u64,
}

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Placement {
    /// The best case.
    Packed,
    /// The mean.
    Expected,
    /// The worst case.
    Worst,
}

impl Blocks {
    /// One of the three.
    pub const fn at(self, placement: Placement) -> u64 {
        match placement {
            Placement::Packed => self.packed,
            Placement::Expected => self.expected,
            Placement::Worst => self.worst,
        }
    }
}

/// The room of one subnet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    cidr: Cidr,
    reservation: Option<Cidr>,
}

impl Space {
    /// Of a subnet, with its prefix reservation.
    pub fn of(subnet: &Subnet) -> Self {
        Self::new(subnet.cidr.value, subnet.prefix_reservation)
    }

    /// Of a block with a part that is kept for prefixes.
    pub fn new(cidr: Cidr, reservation: Option<Cidr>) -> Self {
        Self { cidr, reservation: reservation.filter(|part| cidr.contains(*part)) }
    }

    /// Addresses that AWS gives out.
    pub fn usable(self) -> u64 {
        self.cidr.usable()
    }

    /// Clean blocks of the empty subnet: the first and the last hold addresses that AWS keeps.
    pub fn clean(self) -> u64 {
        self.cidr.clean_prefixes()
    }

    /// Addresses of the part that single addresses stay out of.
    fn kept(self) -> u64 {
        self.reservation.map_or(0, Cidr::size)
    }

    /// Room for single addresses: not in the reserved part (ip-planning 3.4).
    pub fn singles(self) -> u64 {
        match self.reservation {
            None => self.usable(),
            Some(_) => self.cidr.size().saturating_sub(self.kept()).saturating_sub(HEAD + u64::from(!self.keeps_the_end())),
        }
    }

    fn keeps_the_end(self) -> bool {
        self.reservation.is_some_and(|part| part.last() == self.cidr.last())
    }

    fn keeps_the_start(self) -> bool {
        self.reservation.is_some_and(|part| part.first() == self.cidr.first())
    }

    /// Blocks for prefixes once so many single addresses are there.
    pub fn blocks(self, singles: u64) -> Blocks {
        // Blocks of the reserved part stay clean, but for those that hold AWS's own addresses.
        let edges = u64::from(self.keeps_the_start()) + u64::from(self.keeps_the_end());
        let kept = (self.kept() / BLOCK).saturating_sub(edges);
        let clean = self.clean().saturating_sub(kept);
        let room = self.singles();
        // Room in the blocks at the two ends, which no prefix can use: 12 addresses and 15.
        let ends = (BLOCK - HEAD) * u64::from(!self.keeps_the_start()) + (BLOCK - 1) * u64::from(!self.keeps_the_end());
        Blocks {
            packed: kept + clean.saturating_sub(singles.saturating_sub(ends).div_ceil(BLOCK)),
            expected: kept + expected(clean, room, singles),
            worst: kept + clean.saturating_sub(singles),
        }
    }

    /// Whether there are enough addresses, and enough of them single.
    pub fn has_addresses(self, demand: Demand) -> bool {
        demand.addresses() <= self.usable() && demand.singles <= self.singles()
    }

    /// Whether a demand finds room: enough addresses, enough of them single, and enough blocks.
    pub fn fits(self, demand: Demand, placement: Placement) -> bool {
        self.has_addresses(demand) && (demand.prefixes == 0 || demand.prefixes <= self.blocks(demand.singles).at(placement))
    }
}

/// Mean of the blocks that stay clean when `singles` of `room` addresses are taken at random: each block is missed with
/// probability (room-16)/room * (room-17)/(room-1) …; in fixed point, so that every machine rounds alike.
fn expected(clean: u64, room: u64, singles: u64) -> u64 {
    if singles + BLOCK > room {
        return 0;
    }
    let mut mean = clean << SCALE;
    for taken in 0..singles {
        mean = mean * (room - BLOCK - taken) / (room - taken);
        if mean >> SCALE == 0 {
            break;
        }
    }
    mean >> SCALE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn space(text: &str) -> Space {
        Space::new(Cidr::parse(text).unwrap(), None)
    }

    /// The table of ip-planning 3.3, which rounds to the nearest: 3.6, 27, 114, 186.
    #[test]
    fn fragmentation() {
        for (cidr, singles, by_addresses, blocks) in
            [("10.0.0.0/24", 20, 14, 3), ("10.0.0.0/22", 50, 60, 27), ("10.0.0.0/20", 200, 243, 113), ("10.0.0.0/19", 500, 480, 185)]
        {
            let space = space(cidr);
            assert_eq!((space.usable() - singles) / 16, by_addresses, "{cidr}");
            assert_eq!(space.blocks(singles).expected, blocks, "{cidr}");
        }
    }

    /// ip-planning 3.3: a /22 takes 20 nodes of 3 prefixes and one interface packed, a /20 takes 83; at random 16 and, by a
    /// simulation that interleaves them, 67.
    #[test]
    fn a_dedicated_subnet_breaks_itself_up() {
        let node = Demand { singles: 1, prefixes: 3 };
        let most = |cidr: &str, placement| (0..200).take_while(|n| space(cidr).fits(node.times(*n), placement)).last();
        assert_eq!((most("10.0.0.0/22", Placement::Packed), most("10.0.0.0/20", Placement::Packed)), (Some(20), Some(83)));
        let expected = (most("10.0.0.0/22", Placement::Expected), most("10.0.0.0/20", Placement::Expected));
        assert_eq!(expected, (Some(16), Some(65)));
        assert!(most("10.0.0.0/22", Placement::Worst) <= expected.0);
    }

    #[test]
    fn a_reservation_keeps_its_blocks_clean() {
        let cidr = Cidr::parse("10.0.0.0/22").unwrap();
        let space = Space::new(cidr, Some(Cidr::parse("10.0.2.0/23").unwrap()));
        // 32 blocks less the last one are kept; 512 addresses less 4 take singles.
        assert_eq!((space.singles(), space.blocks(0)), (508, Blocks { packed: 62, expected: 62, worst: 62 }));
        assert_eq!(space.blocks(400).worst, 31);
        assert_eq!(space.blocks(400).expected, 31);
        assert!(!space.fits(Demand { singles: 509, prefixes: 0 }, Placement::Packed), "singles stay out of it");
    }

    #[test]
    fn three_small_subnets() {
        // Seed 002: 33 addresses; five nodes leave 28 for pods.
        let usable: u64 = ["10.0.0.0/28", "10.0.0.16/28", "10.0.0.32/28"].iter().map(|text| space(text).usable()).sum();
        assert_eq!((usable, usable - 5), (33, 28));
        assert_eq!(space("10.0.0.0/28").blocks(0), Blocks::default());
    }
}
