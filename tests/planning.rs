//! The node model: the worked examples of ip-planning, max-pods of every type, and the loop against its closed forms.
#![allow(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

use std::time::Instant;

use eksnet::planning::instances::{InstanceLimits, find, names};
use eksnet::planning::max_pods::{NodeMode, max_pods};
use eksnet::planning::node::{HeldBound, Node};
use eksnet::planning::pool::{PoolSettings, Unit};
use eksnet::planning::tick::Pool;

/// A type with so many interfaces and addresses.
fn limits(max_enis: u32, ipv4_per_eni: u32) -> InstanceLimits {
    InstanceLimits { max_enis, ipv4_per_eni, ..find("m5.large").expect("m5.large") }
}

fn node(limits: InstanceLimits, custom_networking: bool, prefix_delegation: bool, settings: PoolSettings, brake: Option<u32>) -> Node {
    let mode = NodeMode { custom_networking, prefix_delegation, ..NodeMode::default() };
    let mut node = Node { limits, mode, target: settings.target(Unit::Ip), brake, ipv6: false };
    node.target = settings.target(node.unit());
    node
}

fn ips(warm_ip: u32, minimum_ip: u32) -> PoolSettings {
    PoolSettings { warm_ip: Some(warm_ip), minimum_ip: Some(minimum_ip), ..PoolSettings::default() }
}

fn warm_prefix(warm: u32) -> PoolSettings {
    PoolSettings { warm_prefix: Some(warm), ..PoolSettings::default() }
}

fn random(state: &mut u64, below: u64) -> u32 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    u32::try_from(*state % below).expect("small")
}

fn random_node(state: &mut u64) -> Node {
    let (enis, ipv4) = (1 + random(state, 8), 2 + random(state, 29));
    let (custom, prefix) = (random(state, 2) == 0, random(state, 2) == 0);
    let settings = match random(state, 3) {
        0 => PoolSettings { warm_eni: Some(random(state, 3)), warm_prefix: Some(random(state, 4)), ..PoolSettings::default() },
        1 => ips(random(state, 12), 0),
        _ => ips(random(state, 12), random(state, 60)),
    };
    let brake = (random(state, 2) == 0).then(|| 4 + random(state, 120));
    node(limits(enis, ipv4), custom, prefix, settings, brake)
}

/// The loop of ip-planning 1.2 and the closed forms of 1.3 say the same wherever the latter hold: scale-out from 0, one pod at a
/// time, packed, an ample subnet, no trunk, and no target of 0 at a point where the pool never rests. There, it never does.
#[test]
fn the_loop_and_the_closed_forms_agree() {
    let started = Instant::now();
    let mut state = 0x9E37_79B9_7F4A_7C15;
    let (mut compared, mut restless, mut braked, mut full) = (0, 0, 0, 0);
    while compared < 6_000 {
        let node = random_node(&mut state);
        let pods = random(&mut state, 90);
        let formula = node.holding(pods);
        let mut pool = Pool::new(node);
        let rests = pool.scale_out(pods);
        assert_eq!(rests, formula.rests, "{node:?} with {pods} pods: whether it rests");
        if !rests {
            restless += 1;
            continue;
        }
        compared += 1;
        braked += u32::from(formula.bound == HeldBound::MaxPods);
        full += u32::from(formula.bound == HeldBound::Slots);
        let attached = if node.mode.custom_networking { 1 + pool.enis() } else { pool.enis().max(1) };
        assert_eq!((pool.held(), attached), (formula.held, formula.attached_enis), "{node:?} with {pods} pods");
        assert!(formula.held <= node.bound(pods).held, "{node:?}: the bound is below what {pods} pods take");
    }
    println!(
        "{compared} configurations, 0 mismatches ({braked} stopped by max-pods, {full} by slots; {restless} more never rest, as foretold), {} ms",
        started.elapsed().as_millis()
    );
    assert!(braked > 500 && full > 500 && restless > 20, "{braked} {full} {restless}: the draw misses a part of the space");
}

/// Whatever the order in which pods come, go and land, no pool grows beyond the bound.
#[test]
fn no_churn_takes_a_node_beyond_its_bound() {
    let mut state = 0xD1B5_4A32_D192_ED03;
    let (mut checked, mut reached) = (0, 0);
    while checked < 1_500 {
        let node = random_node(&mut state);
        let Some(max_pods) = node.brake else { continue };
        checked += 1;
        let bound = node.bound(max_pods).held;
        let mut pool = Pool::new(node).scattered(u64::from(random(&mut state, 1 << 30)));
        let mut most = 0;
        for _ in 0..150 {
            // More pods than leave: the pool is driven to its limit.
            if random(&mut state, 3) == 0 {
                pool.release();
            } else if pool.assigned() < max_pods {
                pool.assign();
            }
            pool.tick();
            most = most.max(pool.held());
        }
        assert!(most <= bound, "{node:?} held {most}, more than its bound {bound}");
        reached += u32::from(most == bound);
    }
    println!("{checked} nodes under churn, none beyond its bound, {reached} at it");
    assert!(reached > checked / 2, "a bound that {reached} of {checked} reach says little");
}

/// The table of ip-planning 1.4: m5.xlarge, custom networking, 30 pods.
#[test]
fn worked_examples_of_custom_networking() {
    let limits = find("m5.xlarge").expect("m5.xlarge");
    for (prefix, settings, addresses, enis) in [
        (false, PoolSettings::default(), 45, 3),
        (false, ips(1, 0), 34, 3),
        (false, ips(2, 32), 35, 3),
        (true, warm_prefix(1), 49, 1),
        (true, ips(1, 0), 33, 1),
        (true, ips(5, 10), 49, 1),
    ] {
        let taken = node(limits, true, prefix, settings, None).holding(30);
        assert_eq!((taken.pod_subnet, taken.node_subnet, taken.pod_enis), (addresses, 1, enis), "{settings:?}");
        assert_eq!(taken.attached_enis, enis + 1);
    }
}

/// The table of ip-planning 1.5: 30 pods at once on an idle m5.xlarge with custom networking.
#[test]
fn bursts() {
    let limits = find("m5.xlarge").expect("m5.xlarge");
    for (prefix, settings, seconds, assigns, attaches) in [
        (false, PoolSettings::default(), 10, 0, 2),
        (false, ips(1, 0), 145, 28, 2),
        (false, ips(2, 0), 70, 13, 2),
        (false, ips(5, 0), 30, 5, 2),
        (false, ips(10, 0), 20, 3, 2),
        (false, ips(2, 30), 0, 1, 0),
        (true, warm_prefix(1), 5, 2, 0),
        (true, ips(1, 0), 5, 1, 0),
        (true, ips(7, 32), 0, 1, 0),
    ] {
        let mut pool = Pool::new(node(limits, true, prefix, settings, None));
        assert!(pool.settle());
        let burst = pool.burst(30);
        assert_eq!((burst.seconds, burst.work.assigns, burst.work.attaches), (Some(seconds), assigns, attaches), "{settings:?}");
    }
    // MINIMUM_IP_TARGET alone: the 21st pod waits for ever.
    let mut capped = Pool::new(node(limits, true, false, ips(0, 20), None));
    capped.settle();
    assert_eq!(capped.burst(21).seconds, None);
}

/// Custom networking is the same node with one interface less, but for the first interface itself.
#[test]
fn custom_networking_is_the_node_with_one_interface_less() {
    let mut state = 0x2545_F491_4F6C_DD1D;
    for _ in 0..2_000 {
        let plain = random_node(&mut state);
        let pods = random(&mut state, 200);
        let mode = |custom_networking| NodeMode { custom_networking, ..plain.mode };
        let more = InstanceLimits { max_enis: plain.limits.max_enis + 1, ..plain.limits };
        let custom = Node { limits: more, mode: mode(true), ..plain }.holding(pods);
        let without = Node { mode: mode(false), ..plain }.holding(pods);
        assert_eq!((custom.held, custom.pod_enis, custom.bound), (without.held, without.pod_enis, without.bound), "{plain:?} {pods}");
        assert_eq!(custom.pod_subnet, custom.pod_enis + custom.held * custom.unit.addresses());
    }
}

/// No calculator knows it (ip-planning 1.3): at max-pods 110 a full node holds 7 prefixes, not ceil(108 / 16) + 1 = 8.
#[test]
fn ipamd_stops_at_max_pods() {
    let limits = find("m5.large").expect("m5.large");
    let (new, old) = (node(limits, false, true, warm_prefix(1), Some(110)), node(limits, false, true, warm_prefix(1), None));
    assert_eq!((new.holding(108).held, new.holding(108).bound), (7, HeldBound::MaxPods));
    assert_eq!((old.holding(108).held, old.holding(108).bound), (8, HeldBound::Target));
    assert_eq!(new.bound(108).held, 7);
    // max-pods left at what single addresses allow strangles prefix mode.
    let small = find("t3.small").expect("t3.small");
    assert_eq!(node(small, false, true, warm_prefix(1), Some(11)).holding(9).held, 1);
}

#[test]
fn nothing_starts_where_no_interface_serves_pods() {
    let one = limits(1, 15);
    let taken = node(one, true, false, PoolSettings::default(), None).holding(10);
    assert_eq!((taken.held, taken.served, taken.attached_enis, taken.pod_subnet), (0, 0, 1, 0));
    let mode = NodeMode { max_eni: Some(0), ..NodeMode::default() };
    assert_eq!(Node { mode, ..node(limits(4, 15), false, false, PoolSettings::default(), None) }.usable(), 4, "MAX_ENI=0 is no limit");
}

#[test]
fn a_trunk_takes_an_interface_where_it_finds_one() {
    let trunk = NodeMode { trunk: true, ..NodeMode::default() };
    let m5 = Node { mode: trunk, ..node(find("m5.large").expect("m5.large"), false, false, PoolSettings::default(), None) };
    assert_eq!((m5.usable(), m5.trunk(), m5.holding(0).attached_enis), (2, 1, 2));
    // t3 has no trunk; one interface leaves no room for it.
    let t3 = Node { mode: trunk, limits: find("t3.medium").expect("t3.medium"), ..m5 };
    assert_eq!((t3.usable(), t3.trunk()), (3, 0));
    assert_eq!(Node { mode: NodeMode { max_eni: Some(1), ..trunk }, ..m5 }.usable(), 1);
}

#[test]
fn an_ipv6_node_takes_one_ipv4_address() {
    let mut v6 = node(find("m7g.large").expect("m7g.large"), false, true, ips(2, 12), Some(110));
    v6.ipv6 = true;
    let taken = v6.holding(100);
    assert_eq!((taken.held, taken.node_subnet, taken.pod_subnet, taken.attached_enis, taken.served), (1, 1, 0, 1, 100));
    assert_eq!((taken.bound, v6.bound(100).held), (HeldBound::Ipv6, 1));
}

/// M1 for all types, against the table's own columns read apart from the library.
#[test]
fn max_pods_of_every_type() {
    let table = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/instance-eni-limits.csv")).expect("table");
    let mut rows = 0;
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let (enis, ipv4): (u32, u32) = (fields[1].parse().expect("ENIs"), fields[2].parse().expect("addresses"));
        let limits = find(fields[0]).unwrap_or_else(|| panic!("{} is not found", fields[0]));
        let plain = max_pods(&limits, NodeMode::default());
        assert_eq!(plain.pods, enis * (ipv4 - 1) + 2, "{}", fields[0]);
        let custom = max_pods(&limits, NodeMode { custom_networking: true, ..NodeMode::default() });
        assert_eq!(custom.pods, (enis - 1) * (ipv4 - 1) + 2, "{} with custom networking", fields[0]);
        rows += 1;
    }
    assert_eq!((rows, names().count()), (1391, 1391));
}
