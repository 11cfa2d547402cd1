//! The planner's budgets: 5,000 nodes in three zones are planned in 20 ms and their update is played through in 2 s, 100,000 blocks are
//! compared in 100 ms.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a test stops at the first thing that is not as it should be")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use eksnet::config::load::parse;
use eksnet::diag::sink::Sink;
use eksnet::model::build::model::build;
use eksnet::model::cidr::Cidr;
use eksnet::planning::overlap::{between, nested};
use eksnet::planning::plan::Plan;
use eksnet::planning::render::{html, json, table};
use eksnet::planning::simulate::simulate;

/// The best and the middle of some runs.
fn time(name: &str, runs: usize, mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!("{name:<48} best {:>9.1?}  median {:>9.1?}", times[0], times[runs / 2]);
    times[runs / 2]
}

/// The most memory that this process had so far, in KiB, where the system says so.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

fn main() {
    let text = include_str!("../tests/planning/large.toml");
    let mut sink = Sink::new();
    let raw = parse(text, &mut sink).expect("large.toml is TOML");
    let reading = build(&raw, None, &mut sink);
    let planned = time("plan 5,000 nodes in 3 zones", 50, || {
        black_box(Plan::of(black_box(&reading.model)));
    });
    time("the subnets alone, as the rules need them", 200, || {
        black_box(Plan::sketch(black_box(&reading.model)));
    });
    let plan = Plan::of(&reading.model);
    time("print it as a table", 50, || {
        black_box(table::render(&plan));
    });
    time("print it as JSON", 50, || {
        black_box(json::render(&plan));
    });
    time("print it as a page", 50, || {
        black_box(html::render(&plan).expect("the template renders"));
    });
    let blocks: Vec<Cidr> = (0..100_000u32).filter_map(|at| Cidr::around((at * 7919) << 8, 24 + u8::from(at % 2 == 0))).collect();
    let compared = time("compare 100,000 blocks with each other", 20, || {
        black_box(nested(black_box(&blocks)));
    });
    let (ours, theirs) = blocks.split_at(blocks.len() / 2);
    time("compare 50,000 blocks with 50,000 others", 20, || {
        black_box(between(black_box(ours), black_box(theirs)));
    });
    assert!(compared < Duration::from_millis(100), "the comparison took {compared:?}");
    let text = include_str!("../tests/planning/fleet.toml");
    let mut sink = Sink::new();
    let raw = parse(text, &mut sink).expect("fleet.toml is TOML");
    let reading = build(&raw, None, &mut sink);
    let plan = Plan::of(&reading.model);
    let before = peak_memory();
    let simulated = time("simulate its days: 5,000 nodes, update and all", 5, || {
        assert_eq!(black_box(simulate(&plan, 1)).failure, None);
    });
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        println!("peak memory {after} KiB, {before} KiB before the simulation");
    }
    assert!(simulated < Duration::from_secs(2), "the simulation took {simulated:?}");
    assert!(planned < Duration::from_millis(20), "the plan took {planned:?}");
}
