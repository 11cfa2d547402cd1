//! Bad days, played through with real addresses: scale-out, churn, an update of everything, a zone lost, scale-in. Addresses are chosen at
//! random from a seed, since where EC2 puts them is not documented.

use crate::model::node_group::NodeKind;
use crate::planning::plan::Plan;
use crate::planning::world::{Missing, World};

/// Seconds until a node has started.
const START: u64 = 60;
/// Seconds in which a node is drained and ends.
const DRAIN: u64 = 120;
/// Nodes that start together while a group grows.
const TOGETHER: usize = 10;

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// All groups grow to their `max`.
    ScaleOut,
    /// Pods come and go on every node.
    Churn,
    /// The cluster is upgraded, and every node of every group replaced.
    Update,
    /// A zone is lost, its nodes start again in the others.
    ZoneLost,
    /// All groups shrink to their `desired`.
    ScaleIn,
}

impl Phase {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::ScaleOut, Self::Churn, Self::Update, Self::ZoneLost, Self::ScaleIn];

    /// In a few words.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::ScaleOut => "scale out",
            Self::Churn => "churn",
            Self::Update => "update",
            Self::ZoneLost => "zone lost",
            Self::ScaleIn => "scale in",
        }
    }
}

/// How full the subnets are at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Seconds since the beginning.
    pub seconds: u64,
    /// What happens.
    pub phase: Phase,
    /// Nodes.
    pub nodes: usize,
    /// Free addresses of the fullest subnet, in thousandths.
    pub free: u64,
    /// Whole blocks of the subnet with fewest, in thousandths; none where nobody takes prefixes.
    pub whole: Option<u64>,
}

/// What went wrong first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Seconds since the beginning.
    pub seconds: u64,
    /// What happened.
    pub phase: Phase,
    /// What was missing.
    pub missing: Missing,
    /// The group whose node did not get it.
    pub group: Option<String>,
    /// Nodes that were there.
    pub nodes: usize,
}

/// One run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its seed.
    pub seed: u64,
    /// The whole time.
    pub samples: Vec<Sample>,
    /// What went wrong first; nothing happens after it.
    pub failure: Option<Failure>,
}

/// Plays the days through.
pub fn simulate(plan: &Plan<'_>, seed: u64) -> Run {
    let mut run = Run { seed, samples: Vec::new(), failure: None };
    let mut clock = Clock { plan, seconds: 0, phase: Phase::ScaleOut, group: None };
    let result = World::new(plan, seed).and_then(|mut world| {
        let played = clock.play(&mut world, &mut run.samples);
        played.inspect_err(|missing| {
            run.failure = Some(clock.failure(missing.clone(), world.nodes.len()));
        })
    });
    if let (Err(missing), None) = (result, &run.failure) {
        run.failure = Some(clock.failure(missing, 0));
    }
    run
}

struct Clock<'p, 'a> {
    plan: &'p Plan<'a>,
    seconds: u64,
    phase: Phase,
    group: Option<usize>,
}

impl Clock<'_, '_> {
    fn failure(&self, missing: Missing, nodes: usize) -> Failure {
        let group = self.group.and_then(|group| self.plan.groups.get(group)).map(|group| group.name.to_string());
        Failure { seconds: self.seconds, phase: self.phase, missing, group, nodes }
    }

    fn sample(&mut self, world: &World<'_>, samples: &mut Vec<Sample>, seconds: u64) {
        self.seconds += seconds;
        let (free, whole) = world.least_free(self.plan);
        samples.push(Sample { seconds: self.seconds, phase: self.phase, nodes: world.nodes.len(), free, whole });
    }

    fn play(&mut self, world: &mut World<'_>, samples: &mut Vec<Sample>) -> Result<(), Missing> {
        for phase in Phase::ALL {
            self.phase = phase;
            self.group = None;
            match phase {
                Phase::ScaleOut => self.grow(world, samples, None)?,
                Phase::Churn => self.churn(world, samples)?,
                Phase::Update => self.update(world, samples)?,
                Phase::ZoneLost if world.zone_count() > 1 => self.lose_zone(world, samples)?,
                Phase::ZoneLost => {}
                Phase::ScaleIn => self.shrink(world, samples),
            }
        }
        Ok(())
    }

    /// Every group to its `max`, the zones evenly.
    fn grow(&mut self, world: &mut World<'_>, samples: &mut Vec<Sample>, lost: Option<usize>) -> Result<(), Missing> {
        for (at, group) in self.plan.groups.iter().enumerate() {
            self.group = Some(at);
            let most = usize::try_from(group.max.unwrap_or(group.desired)).unwrap_or(usize::MAX);
            let mut nodes = world.nodes.iter().filter(|node| node.group == at).count();
            while nodes < most {
                for _ in 0..TOGETHER.min(most - nodes) {
                    if let Some(zone) = world.emptiest(at, lost) {
                        world.start(at, zone, false)?;
                    }
                    nodes += 1;
                }
                self.sample(world, samples, START);
            }
        }
        Ok(())
    }

    fn churn(&mut self, world: &mut World<'_>, samples: &mut Vec<Sample>) -> Result<(), Missing> {
        for index in 0..world.nodes.len() {
            self.group = Some(world.nodes[index].group);
            world.churn(index)?;
            if index % TOGETHER == TOGETHER - 1 {
                self.sample(world, samples, START);
            }
        }
        Ok(())
    }

    /// Managed groups add two nodes a zone first (ip-planning 3.1), then one node of each group is replaced after the other; Karpenter and
    /// Auto Mode start a tenth anew before the old ones go.
    fn update(&mut self, world: &mut World<'_>, samples: &mut Vec<Sample>) -> Result<(), Missing> {
        world.upgrade_begins()?;
        let zones = world.zone_count();
        let count = |world: &World<'_>, group: usize| world.nodes.iter().filter(|node| node.group == group).count();
        let before: Vec<usize> = (0..self.plan.groups.len()).map(|group| count(world, group)).collect();
        for (at, group) in self.plan.groups.iter().enumerate() {
            self.group = Some(at);
            let in_zone = before[at].div_ceil(zones.max(1));
            let surge = usize::try_from(group.surge(u64::try_from(in_zone).unwrap_or(0))).unwrap_or(0);
            for zone in (0..zones).filter(|_| before[at] > 0) {
                for _ in 0..surge {
                    world.start(at, zone, true)?;
                }
            }
        }
        self.sample(world, samples, START);
        let mut replaced = true;
        while replaced {
            replaced = false;
            for (at, group) in self.plan.groups.iter().enumerate() {
                self.group = Some(at);
                let one_by_one = matches!(group.group.kind.value, NodeKind::Managed | NodeKind::SelfManaged | NodeKind::Existing);
                let batch = if one_by_one { 1 } else { before[at].div_ceil(10).max(1) };
                for _ in 0..batch {
                    let Some(index) = world.any(|node| node.group == at && !node.new) else { break };
                    let ended = world.end(index);
                    if count(world, at) < before[at] || one_by_one {
                        world.start(at, ended.zone, true)?;
                    }
                    replaced = true;
                }
            }
            if replaced {
                self.sample(world, samples, DRAIN + START);
            }
        }
        // What the update brought too many goes again.
        #[allow(clippy::needless_range_loop, reason = "the place is what is looked for")]
        for at in 0..self.plan.groups.len() {
            while count(world, at) > before[at] {
                let Some(index) = world.any(|node| node.group == at) else { break };
                world.end(index);
            }
        }
        world.upgrade_ends();
        self.sample(world, samples, DRAIN);
        Ok(())
    }

    fn lose_zone(&mut self, world: &mut World<'_>, samples: &mut Vec<Sample>) -> Result<(), Missing> {
        let lost = 0;
        while let Some(index) = world.nodes.iter().position(|node| node.zone == lost) {
            world.end(index);
        }
        self.sample(world, samples, START);
        self.grow(world, samples, Some(lost))
    }

    fn shrink(&mut self, world: &mut World<'_>, samples: &mut Vec<Sample>) {
        for (at, group) in self.plan.groups.iter().enumerate() {
            let desired = usize::try_from(group.desired).unwrap_or(usize::MAX);
            let mut nodes = world.nodes.iter().filter(|node| node.group == at).count();
            while nodes > desired {
                for _ in 0..TOGETHER.min(nodes - desired) {
                    if let Some(index) = world.any(|node| node.group == at) {
                        world.end(index);
                    }
                    nodes -= 1;
                }
                self.sample(world, samples, DRAIN);
            }
        }
    }
}
