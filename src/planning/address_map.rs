//! The addresses of one subnet, one by one: which are free, and which /28 blocks are whole. Every choice is at random and takes the
//! same time however full the subnet is.

use crate::model::subnet::Subnet;

/// Addresses of a block.
const BLOCK: u32 = 16;
/// Marks an address or a block that is not free.
const TAKEN: u32 = u32::MAX;

/// A list from which any element can be drawn or taken out at once.
#[derive(Debug, Clone)]
struct Pick {
    items: Vec<u32>,
    /// Where each number stands in `items`.
    places: Vec<u32>,
}

impl Pick {
    fn new(numbers: u32) -> Self {
        Self { items: Vec::new(), places: vec![TAKEN; at(numbers)] }
    }

    fn insert(&mut self, number: u32) {
        if self.places[at(number)] == TAKEN {
            self.places[at(number)] = u32::try_from(self.items.len()).unwrap_or(TAKEN);
            self.items.push(number);
        }
    }

    fn remove(&mut self, number: u32) {
        let place = self.places[at(number)];
        if place == TAKEN {
            return;
        }
        self.places[at(number)] = TAKEN;
        self.items.swap_remove(at(place));
        if let Some(moved) = self.items.get(at(place)) {
            self.places[at(*moved)] = place;
        }
    }

    fn draw(&self, random: &mut Random) -> Option<u32> {
        let length = u64::try_from(self.items.len()).ok().filter(|length| *length > 0)?;
        self.items.get(usize::try_from(random.next() % length).ok()?).copied()
    }
}

fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Random numbers from a seed (xorshift64*): the same on every machine.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        // Neighbouring seeds shall not begin alike, and 0 would stay 0.
        Self((seed ^ 0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9) | 1)
    }

    /// The next one.
    #[allow(clippy::should_implement_trait, reason = "an endless generator is no iterator")]
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }
}

/// One subnet.
#[derive(Debug, Clone)]
pub struct AddressMap {
    /// Addresses that single ones may take.
    singles: Pick,
    /// Whole blocks of the part kept for prefixes.
    kept: Pick,
    /// Whole blocks elsewhere.
    open: Pick,
    /// Taken addresses of each block; more than a block's own mark AWS's addresses.
    used: Vec<u32>,
    first_kept: u32,
    last_kept: u32,
    free: u32,
}

impl AddressMap {
    /// An empty subnet.
    pub fn new(subnet: &Subnet) -> Self {
        let cidr = subnet.cidr.value;
        let size = u32::try_from(cidr.size()).unwrap_or(u32::MAX);
        let blocks = size / BLOCK;
        // Blocks of the reservation, or none.
        let (first_kept, last_kept) = subnet
            .prefix_reservation
            .filter(|part| cidr.contains(*part))
            .map_or((TAKEN, 0), |part| ((part.first() - cidr.first()) / BLOCK, (part.last() - cidr.first()) / BLOCK));
        let mut map = Self {
            singles: Pick::new(size),
            kept: Pick::new(blocks),
            open: Pick::new(blocks),
            used: vec![0; at(blocks)],
            first_kept,
            last_kept,
            free: 0,
        };
        for address in 0..size {
            if address < 4 || address == size - 1 {
                map.used[at(address / BLOCK)] += 1;
            } else {
                map.free += 1;
                if !map.is_kept(address / BLOCK) {
                    map.singles.insert(address);
                }
            }
        }
        for block in 0..blocks {
            map.whole_again(block);
        }
        map
    }

    /// Free addresses, in whole blocks or not.
    pub fn free(&self) -> u32 {
        self.free
    }

    /// Whole blocks.
    pub fn whole(&self) -> usize {
        self.kept.items.len() + self.open.items.len()
    }

    /// Takes a single address.
    pub fn take_single(&mut self, random: &mut Random) -> Option<u32> {
        let address = self.singles.draw(random)?;
        self.singles.remove(address);
        let block = address / BLOCK;
        self.used[at(block)] += 1;
        self.open.remove(block);
        self.free -= 1;
        Some(address)
    }

    /// Gives a single address back.
    pub fn give_single(&mut self, address: u32) {
        self.singles.insert(address);
        self.used[at(address / BLOCK)] -= 1;
        self.free += 1;
        self.whole_again(address / BLOCK);
    }

    /// Takes a whole block: of the reserved part first (ip-planning 3.3).
    pub fn take_prefix(&mut self, random: &mut Random) -> Option<u32> {
        let block = self.kept.draw(random).or_else(|| self.open.draw(random))?;
        self.kept.remove(block);
        self.open.remove(block);
        self.used[at(block)] = BLOCK;
        for address in block * BLOCK..(block + 1) * BLOCK {
            self.singles.remove(address);
        }
        self.free -= BLOCK;
        Some(block)
    }

    /// Gives a block back.
    pub fn give_prefix(&mut self, block: u32) {
        self.used[at(block)] = 0;
        if !self.is_kept(block) {
            for address in block * BLOCK..(block + 1) * BLOCK {
                self.singles.insert(address);
            }
        }
        self.free += BLOCK;
        self.whole_again(block);
    }

    fn is_kept(&self, block: u32) -> bool {
        (self.first_kept..=self.last_kept).contains(&block)
    }

    fn whole_again(&mut self, block: u32) {
        if self.used[at(block)] == 0 {
            if self.is_kept(block) { self.kept.insert(block) } else { self.open.insert(block) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::span::Sp;
    use crate::model::cidr::Cidr;
    use crate::model::subnet::Origin;
    use crate::planning::space::Space;

    fn subnet(cidr: &str, kept: Option<&str>) -> Subnet {
        let parse = |text: &str| Cidr::parse(text).unwrap();
        Subnet { cidr: Sp::new(parse(cidr), 0..0), origin: Origin::Carved, prefix_reservation: kept.map(parse), ipv6_number: None }
    }

    #[test]
    fn an_empty_subnet_has_what_the_formulas_say() {
        for (cidr, kept) in [("10.0.0.0/28", None), ("10.0.0.0/24", None), ("10.0.0.0/20", None), ("10.0.0.0/22", Some("10.0.2.0/23"))] {
            let subnet = subnet(cidr, kept);
            let (map, space) = (AddressMap::new(&subnet), Space::of(&subnet));
            assert_eq!((u64::from(map.free()), map.whole() as u64), (space.usable(), space.clean()), "{cidr}");
            assert_eq!(map.singles.items.len() as u64, space.singles(), "{cidr}");
        }
    }

    #[test]
    fn what_is_given_back_is_there_again() {
        let subnet = subnet("10.0.0.0/22", Some("10.0.2.0/23"));
        let mut map = AddressMap::new(&subnet);
        let (free, whole, mut random) = (map.free(), map.whole(), Random::new(7));
        let singles: Vec<u32> = (0..300).filter_map(|_| map.take_single(&mut random)).collect();
        let blocks: Vec<u32> = (0..40).filter_map(|_| map.take_prefix(&mut random)).collect();
        assert_eq!(singles.len(), 300);
        assert!(blocks.len() >= 31, "the reserved part is untouched by single addresses: {}", blocks.len());
        assert!(singles.iter().all(|address| !blocks.contains(&(address / BLOCK))), "nothing is given out twice");
        assert_eq!(u64::from(map.free()) + 300 + 16 * blocks.len() as u64, u64::from(free));
        for address in singles {
            map.give_single(address);
        }
        for block in blocks {
            map.give_prefix(block);
        }
        assert_eq!((map.free(), map.whole()), (free, whole));
    }

    /// The mean over many draws is the formula's.
    #[test]
    fn random_addresses_spoil_as_many_blocks_as_expected() {
        let subnet = subnet("10.0.0.0/20", None);
        let runs = 200;
        let whole: usize = (0..runs)
            .map(|seed| {
                let (mut map, mut random) = (AddressMap::new(&subnet), Random::new(seed));
                (0..200).for_each(|_| assert!(map.take_single(&mut random).is_some()));
                map.whole()
            })
            .sum();
        // 113.8 by the formula.
        assert!((22_500..23_000).contains(&whole), "{whole} / {runs}");
    }
}
