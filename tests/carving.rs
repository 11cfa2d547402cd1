//! Laws of carving: blocks never overlap, always lie in their pool, and stay where they are when zones are added.
#![allow(clippy::expect_used, clippy::format_collect, reason = "a test stops at the first thing that is not as it should be")]

use eksnet::config::load::parse;
use eksnet::diag::sink::Sink;
use eksnet::model::build::model::build;
use eksnet::model::carve::Carver;
use eksnet::model::cidr::Cidr;
use eksnet::model::lock::Lock;
use eksnet::model::network::Reading;
use proptest::prelude::*;

fn pool() -> Cidr {
    Cidr::literal([10, 40, 0, 0], 20)
}

/// A file with the first so many zones of us-east-1.
fn reading(zones: usize, prefixes: [u8; 4], lock: Option<&Lock>) -> Option<Reading> {
    let zones: String = "abcdef".chars().take(zones).map(|letter| format!("[zones.us-east-1{letter}]\n")).collect();
    let [public, control, node, pod] = prefixes;
    let text = format!(
        "schema = 1\n[cluster]\nname = \"laws\"\nregion = \"us-east-1\"\nkubernetes_version = \"1.34\"\n\
         [access.a]\nprincipal_arn = \"arn:aws:iam::111122223333:role/a\"\npolicy = \"AmazonEKSClusterAdminPolicy\"\n\
         [vpc]\ncidr = \"10.40.0.0/20\"\nsecondary_cidrs = [\"100.64.0.0/16\", \"100.65.0.0/16\"]\n{zones}\
         [subnets]\npublic = {{ prefix = {public} }}\ncontrol = {{ prefix = {control} }}\nnode = {{ prefix = {node} }}\npod = {{ prefix = {pod} }}\n\
         [pods]\nstrategy = \"eniconfig\"\n"
    );
    let mut sink = Sink::new();
    let raw = parse(&text, &mut sink)?;
    Some(build(&raw, lock, &mut sink))
}

proptest! {
    #[test]
    fn carved_blocks_are_apart_and_inside(lengths in prop::collection::vec(20u8..=28, 1..40), taken in prop::collection::vec((0u32..4096, 22u8..=28), 0..12)) {
        let taken: Vec<Cidr> = taken.into_iter().filter_map(|(at, length)| Cidr::around(pool().first() + at, length)).collect();
        let mut carver = Carver::new(vec![pool()], taken.clone());
        let mut given: Vec<Cidr> = Vec::new();
        for length in lengths {
            let free = carver.free_addresses();
            let Some(block) = carver.carve(length) else { continue };
            prop_assert_eq!(block.prefix_len(), length);
            prop_assert!(pool().contains(block));
            prop_assert!(taken.iter().chain(&given).all(|other| !other.overlaps(block)), "{} overlaps", block);
            prop_assert_eq!(carver.free_addresses(), free - block.size());
            given.push(block);
        }
    }

    #[test]
    fn added_zones_move_nothing(few in 2usize..=4, more in 1usize..=2, public in 26u8..=28, node in 23u8..=26, pod in 18u8..=20) {
        let prefixes = [public, 28, node, pod];
        let before = reading(few, prefixes, None).expect("a model");
        let after = reading(few + more, prefixes, Some(&before.lock)).expect("a model");
        for (zone, network) in &before.model.zones {
            for (role, subnet) in &network.subnets {
                let kept = after.model.zones[zone].subnet(*role).expect("the subnet is still there");
                prop_assert_eq!(kept.cidr.value, subnet.cidr.value);
            }
        }
        let blocks: Vec<Cidr> = after.model.zones.values().flat_map(|zone| zone.subnets.values()).map(|subnet| subnet.cidr.value).collect();
        for (at, block) in blocks.iter().enumerate() {
            prop_assert!(after.model.vpc.blocks().any(|own| own.value.contains(*block)));
            prop_assert!(blocks[..at].iter().all(|other| !other.overlaps(*block)));
        }
        prop_assert!(after.model.zones.len() == few + more);
    }
}
