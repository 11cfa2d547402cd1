//! Which blocks share addresses, by one sort and one sweep: lists of connected networks can be long (design section 8).

use std::cmp::Reverse;

use crate::model::cidr::Cidr;

/// For every block that lies in another one or equals it, the pair of the closest such block and itself, as positions in
/// the list. Of equal blocks the later one lies in the earlier one. At most one pair a block, and every block that
/// overlaps any other is in some pair. Pairs are sorted.
pub fn nested(blocks: &[Cidr]) -> Vec<(usize, usize)> {
    let mut open: Vec<usize> = Vec::new();
    let mut pairs = Vec::new();
    for at in sorted(blocks) {
        let block = blocks[at];
        // Blocks either contain each other or have nothing in common: what ended before is behind for good.
        while open.last().is_some_and(|outer| blocks[*outer].last() < block.first()) {
            open.pop();
        }
        if let Some(outer) = open.last() {
            pairs.push((*outer, at));
        }
        open.push(at);
    }
    pairs.sort_unstable();
    pairs
}

/// All pairs of a block on the left and one on the right that share an address, as positions in the lists, sorted. The
/// work is that of sorting, and one step a pair.
pub fn between(left: &[Cidr], right: &[Cidr]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (lefts, rights) = (sorted(left), sorted(right));
    let (mut open_left, mut open_right): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut l, mut r) = (0, 0);
    loop {
        let from_left = match (lefts.get(l), rights.get(r)) {
            (Some(a), Some(b)) => key(left[*a]) <= key(right[*b]),
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => break,
        };
        let block = if from_left { left[lefts[l]] } else { right[rights[r]] };
        close(&mut open_left, left, block);
        close(&mut open_right, right, block);
        if from_left {
            pairs.extend(open_right.iter().map(|other| (lefts[l], *other)));
            open_left.push(lefts[l]);
            l += 1;
        } else {
            pairs.extend(open_left.iter().map(|other| (*other, rights[r])));
            open_right.push(rights[r]);
            r += 1;
        }
    }
    pairs.sort_unstable();
    pairs
}

fn close(open: &mut Vec<usize>, blocks: &[Cidr], next: Cidr) {
    while open.last().is_some_and(|at| blocks[*at].last() < next.first()) {
        open.pop();
    }
}

/// By first address, larger blocks first.
fn key(block: Cidr) -> (u32, Reverse<u32>) {
    (block.first(), Reverse(block.last()))
}

fn sorted(blocks: &[Cidr]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_unstable_by_key(|at| (key(blocks[*at]), *at));
    order
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use proptest::prelude::*;

    /// Blocks close enough together that they often meet.
    fn crowded() -> impl Strategy<Value = Vec<Cidr>> {
        prop::collection::vec((0u32..64, 24u8..=32), 0..40)
            .prop_map(|list| list.into_iter().filter_map(|(at, len)| Cidr::around(0x0a00_0000 + at * 16, len)).collect())
    }

    fn naive(left: &[Cidr], right: &[Cidr]) -> Vec<(usize, usize)> {
        let all = (0..left.len()).flat_map(|l| (0..right.len()).map(move |r| (l, r)));
        all.filter(|(l, r)| left[*l].overlaps(right[*r])).collect()
    }

    proptest! {
        #[test]
        fn between_finds_what_comparing_all_finds(left in crowded(), right in crowded()) {
            prop_assert_eq!(between(&left, &right), naive(&left, &right));
        }

        #[test]
        fn nested_names_every_block_that_overlaps_another(blocks in crowded()) {
            let pairs = nested(&blocks);
            let mut inner = BTreeSet::new();
            for (outer, at) in &pairs {
                prop_assert!(blocks[*outer].contains(blocks[*at]), "{} in {}", blocks[*at], blocks[*outer]);
                prop_assert!(inner.insert(*at), "{} twice", at);
            }
            let named: BTreeSet<usize> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
            let wanted: BTreeSet<usize> = naive(&blocks, &blocks).into_iter().filter(|(a, b)| a != b).map(|(a, _)| a).collect();
            prop_assert_eq!(named, wanted);
        }
    }

    #[test]
    fn the_ends_of_the_address_space_meet_nothing() {
        let ends = [Cidr::literal([255, 255, 255, 255], 32), Cidr::literal([0, 0, 0, 0], 32)];
        assert_eq!(nested(&ends), []);
        assert_eq!(between(&ends, &[Cidr::literal([0, 0, 0, 0], 0)]), [(0, 0), (1, 0)]);
    }

    /// Comparing all pairs of these would take minutes.
    #[test]
    fn a_hundred_thousand_blocks_take_a_moment() {
        let blocks: Vec<Cidr> = (0..100_000u32).filter_map(|at| Cidr::around((at * 7919) << 8, 24 + u8::from(at % 2 == 0))).collect();
        let begin = std::time::Instant::now();
        let pairs = nested(&blocks);
        assert!(pairs.len() < blocks.len());
        assert_eq!(between(&blocks, &[Cidr::literal([0, 0, 0, 0], 0)]).len(), blocks.len());
        assert!(begin.elapsed() < std::time::Duration::from_secs(5), "{:?}", begin.elapsed());
    }
}
