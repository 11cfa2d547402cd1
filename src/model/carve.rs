//! Giving out blocks: first fit, largest first, never moving what was given out before.

use crate::model::cidr::Cidr;

/// Free space of some pools, in order.
#[derive(Debug, Clone)]
pub struct Carver {
    pools: Vec<Cidr>,
    taken: Vec<Cidr>,
}

impl Carver {
    /// Pools to carve from, in order of preference, and blocks that are taken, in any order, inside them or not.
    pub fn new(pools: Vec<Cidr>, mut taken: Vec<Cidr>) -> Self {
        taken.sort();
        Self { pools, taken }
    }

    /// The lowest free, aligned block of a prefix length in the first pool that has one; it is taken from then on.
    pub fn carve(&mut self, prefix_len: u8) -> Option<Cidr> {
        let block = self.pools.iter().find_map(|pool| self.first_free(*pool, prefix_len))?;
        let at = self.taken.partition_point(|taken| *taken < block);
        self.taken.insert(at, block);
        Some(block)
    }

    /// Addresses of the pools that no taken block covers.
    pub fn free_addresses(&self) -> u64 {
        self.pools
            .iter()
            .map(|pool| {
                let mut free = pool.size();
                let mut covered_to: Option<u32> = None;
                for taken in self.taken.iter().filter(|taken| taken.overlaps(*pool)) {
                    let first = taken.first().max(pool.first()).max(covered_to.map_or(0, |last| last.saturating_add(1)));
                    let last = taken.last().min(pool.last());
                    if first <= last && covered_to.is_none_or(|covered| covered < last) {
                        free -= u64::from(last - first) + 1;
                        covered_to = Some(last);
                    }
                }
                free
            })
            .sum()
    }

    fn first_free(&self, pool: Cidr, prefix_len: u8) -> Option<Cidr> {
        if prefix_len < pool.prefix_len() || prefix_len > 32 {
            return None;
        }
        let mut candidate = Cidr::around(pool.first(), prefix_len)?;
        for taken in &self.taken {
            if taken.last() < candidate.first() {
                continue;
            }
            if taken.first() > candidate.last() {
                break;
            }
            // The next aligned block behind what is in the way.
            let behind = u64::from(taken.last()) + 1;
            let step = candidate.size();
            let next = u32::try_from(behind.div_ceil(step) * step).ok()?;
            candidate = Cidr::around(next, prefix_len)?;
        }
        pool.contains(candidate).then_some(candidate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cidr(text: &str) -> Cidr {
        Cidr::parse(text).unwrap()
    }

    #[test]
    fn fills_gaps_from_below() {
        let mut carver = Carver::new(vec![cidr("10.0.0.0/24")], vec![cidr("10.0.0.0/28"), cidr("10.0.0.16/28"), cidr("10.0.0.32/28")]);
        assert_eq!(carver.carve(27), Some(cidr("10.0.0.64/27")));
        assert_eq!(carver.carve(28), Some(cidr("10.0.0.48/28")));
        assert_eq!(carver.carve(28), Some(cidr("10.0.0.96/28")));
        assert_eq!(carver.free_addresses(), 256 - 3 * 16 - 32 - 2 * 16);
    }

    #[test]
    fn goes_on_in_the_next_pool() {
        let mut carver = Carver::new(vec![cidr("100.64.0.0/28"), cidr("100.65.0.0/27")], vec![]);
        assert_eq!(carver.carve(28), Some(cidr("100.64.0.0/28")));
        assert_eq!(carver.carve(28), Some(cidr("100.65.0.0/28")));
        assert_eq!(carver.carve(28), Some(cidr("100.65.0.16/28")));
        assert_eq!(carver.carve(28), None);
    }

    #[test]
    fn the_end_of_the_address_space_is_no_panic() {
        let mut carver = Carver::new(vec![cidr("255.255.255.0/24")], vec![cidr("255.255.255.0/24")]);
        assert_eq!(carver.carve(28), None);
        assert_eq!(carver.carve(8), None);
    }
}
