//! Simulated days for a terminal: one line a phase, and what went wrong first.

use std::fmt::Write as _;

use crate::model::subnet::SubnetRole;
use crate::planning::plan::Plan;
use crate::planning::render::map::grouped;
use crate::planning::simulate::{Failure, Phase, Run, Sample};

/// Letters of a sparkline, from empty to full.
const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Letters of a phase.
const WIDTH: usize = 24;

/// Renders runs: the first that fails, or else the first.
pub fn render(plan: &Plan<'_>, runs: &[Run]) -> String {
    let failed = runs.iter().filter(|run| run.failure.is_some()).count();
    let Some(shown) = runs.iter().find(|run| run.failure.is_some()).or_else(|| runs.first()) else { return String::new() };
    let mut text = format!("{} of {} simulated runs fail; seed {}:\n\n", failed, runs.len(), shown.seed);
    let _ = writeln!(text, "{:<11}{:>10}{:>8}   {:<26}whole /28 blocks", "", "until", "nodes", "free addresses");
    for phase in Phase::ALL {
        let samples: Vec<&Sample> = shown.samples.iter().filter(|sample| sample.phase == phase).collect();
        let Some(last) = samples.last() else { continue };
        let blocks = if samples.iter().any(|sample| sample.whole.is_some()) {
            spark(&samples, |sample| sample.whole.unwrap_or(0))
        } else {
            "none taken".to_owned()
        };
        let free = spark(&samples, |sample| sample.free);
        let nodes = grouped(u64::try_from(last.nodes).unwrap_or(u64::MAX));
        let _ = writeln!(text, "{:<11}{:>10}{nodes:>8}   {free:<26}{blocks}", phase.describe(), clock(last.seconds));
    }
    text.push_str("\nof the subnet that has least; low is full, the time runs to the right\n");
    match &shown.failure {
        None => {
            let least = runs.iter().flat_map(|run| &run.samples).map(|sample| sample.free).min().unwrap_or(1000);
            let _ = writeln!(text, "least free in all runs: {}.{} % of the addresses", least / 10, least % 10);
            if let Some(whole) = runs.iter().flat_map(|run| &run.samples).filter_map(|sample| sample.whole).min() {
                let _ = writeln!(text, "fewest whole blocks in all runs: {}.{} %", whole / 10, whole % 10);
            }
        }
        Some(failure) => {
            let _ = writeln!(text, "\n{}", sentence(failure));
            let _ = writeln!(text, "the log will say: {}", log(plan, failure));
        }
    }
    text
}

/// What went wrong first.
fn sentence(failure: &Failure) -> String {
    let what = if failure.missing.block { "whole /28 block" } else { "free address" };
    let whose =
        failure.group.as_ref().map_or_else(|| "the cluster's own interfaces".to_owned(), |group| format!("the next node of `{group}`"));
    format!(
        "first failure after {}, {} nodes, {}: the {} subnet in {} has no {what} for {whose}",
        clock(failure.seconds),
        grouped(u64::try_from(failure.nodes).unwrap_or(u64::MAX)),
        failure.phase.describe(),
        failure.missing.role,
        failure.missing.zone
    )
}

/// The line that the user will find (ip-planning 1.6).
fn log(plan: &Plan<'_>, failure: &Failure) -> &'static str {
    let own = plan.model.pods.strategy.value.has_pod_subnets();
    match (failure.missing.role, failure.missing.block, failure.group.is_some()) {
        (_, _, false) => "InsufficientFreeAddresses, in the health of the cluster",
        (_, true, _) => "InsufficientCidrBlocks: The specified subnet does not have enough free cidr blocks to satisfy the request",
        (SubnetRole::Pod, false, _) => "Failed to attach any ENIs for custom networking, in ipamd's log; the node stays NotReady",
        (_, false, _) if own => "InsufficientFreeAddressesInSubnet, in the activity of the Auto Scaling group: the instance does not start",
        (_, false, _) => "InsufficientFreeAddressesInSubnet, in ipamd's log; pods stay in ContainerCreating",
    }
}

/// The smallest value of each slice of time.
fn spark(samples: &[&Sample], value: impl Fn(&Sample) -> u64) -> String {
    let width = WIDTH.min(samples.len());
    (0..width)
        .map(|at| {
            let slice = &samples[at * samples.len() / width..(at + 1) * samples.len() / width];
            let least = slice.iter().map(|sample| value(sample)).min().unwrap_or(0);
            let level = usize::try_from(least * 7 / 1000).unwrap_or(0).min(7);
            LEVELS[level]
        })
        .collect()
}

/// 3700 -> 1:01:40.
fn clock(seconds: u64) -> String {
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_shows_the_least_of_each_slice() {
        let sample = |free| Sample { seconds: 0, phase: Phase::Churn, nodes: 0, free, whole: None };
        let samples = [sample(1000), sample(500), sample(0)];
        assert_eq!(spark(&samples.iter().collect::<Vec<_>>(), |sample| sample.free), "█▄▁");
        let many: Vec<Sample> = (0..48).map(|at| sample(if at == 5 { 0 } else { 1000 })).collect();
        let line = spark(&many.iter().collect::<Vec<_>>(), |sample| sample.free);
        assert_eq!((line.chars().count(), line.chars().nth(2)), (WIDTH, Some('▁')));
        assert_eq!((clock(3700), clock(59)), ("1:01:40".to_owned(), "0:00:59".to_owned()));
    }
}
