//! Which warm targets to set: addresses held against the wait of a burst of pods against calls of the EC2 API, over the cluster's own
//! mix of types. Targets are the same for the whole cluster, so the mix decides and no table for one type can.

use std::collections::BTreeSet;

use crate::model::network::Model;
use crate::planning::cost::{GroupCost, groups, node, settings};
use crate::planning::instances::find;
use crate::planning::node::Node;
use crate::planning::pool::{Target, Unit};
use crate::planning::tick::Pool;

/// Seconds that a burst may wait with the choice that is proposed: two ticks of ipamd.
const PATIENCE: u64 = 10;

/// One setting and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The targets.
    pub target: Target,
    /// Whether interfaces hold prefixes.
    pub unit: Unit,
    /// Addresses that all nodes hold at their `max` with the planned pods.
    pub held: u64,
    /// Seconds that the last pod of a burst waits on the slowest node; none: it never gets an address.
    pub wait: Option<u64>,
    /// EC2 calls of all nodes for such a burst.
    pub calls: u64,
    /// What the file says now.
    pub current: bool,
    /// Whether no other setting is as good in all three and better in one.
    pub front: bool,
    /// What eksnet would choose.
    pub chosen: bool,
}

/// Judges settings for a burst of so many pods on a node that already runs the rest of its planned pods. Empty when the strategy has no
/// such targets, or no group names a known type.
pub fn advise(model: &Model, burst: u32) -> Vec<Advice> {
    if !model.pods.strategy.value.has_warm_targets() {
        return Vec::new();
    }
    let all = groups(model);
    let groups: Vec<(&GroupCost<'_>, Node)> = all.iter().filter_map(|group| Some((group, limits_of(model, group)?))).collect();
    if groups.is_empty() {
        return Vec::new();
    }
    let current = (unit_of(model), settings(model).target(unit_of(model)));
    let mut found: Vec<Advice> =
        candidates(&groups, current).into_iter().map(|(unit, target)| judge(&groups, unit, target, burst, current)).collect();
    // Of equals the one with the smallest targets stands for all.
    found.sort_by_key(|advice| (figures(advice), !advice.current, advice.target));
    found.dedup_by(|next, kept| figures(next) == figures(kept));
    let all = found.clone();
    for advice in &mut found {
        advice.front = advice.wait.is_some() && !all.iter().any(|other| better(other, advice));
    }
    if let Some(best) = found.iter_mut().filter(|advice| advice.front).min_by_key(|advice| rank(advice)) {
        best.chosen = true;
    }
    found
}

/// Patient enough first, then few addresses, then few calls.
fn rank(advice: &Advice) -> (bool, u64, u64) {
    (advice.wait.is_none_or(|wait| wait > PATIENCE), advice.held, advice.calls)
}

fn unit_of(model: &Model) -> Unit {
    if model.cni.prefix_delegation.value { Unit::Prefix } else { Unit::Ip }
}

fn limits_of(model: &Model, group: &GroupCost<'_>) -> Option<Node> {
    Some(node(model, find(group.instance?)?, group.max_pods))
}

/// Settings worth a look. Prefix delegation stays as it is: nodes must be replaced to change it.
fn candidates(groups: &[(&GroupCost<'_>, Node)], current: (Unit, Target)) -> BTreeSet<(Unit, Target)> {
    let unit = current.0;
    let mut found = BTreeSet::from([current]);
    let planned: BTreeSet<u32> = groups.iter().map(|(group, _)| group.planned.pods).collect();
    for warm in [1, 2, 3, 5, 8, 10, 16] {
        found.insert((unit, Target::Addresses { warm, minimum: 0 }));
        for pods in &planned {
            found.insert((unit, Target::Addresses { warm, minimum: *pods }));
            found.insert((unit, Target::Addresses { warm, minimum: pods + warm }));
        }
    }
    for warm in [1, 2] {
        found.insert((unit, if unit == Unit::Ip { Target::WarmEni(warm) } else { Target::WarmPrefix(warm) }));
    }
    found
}

fn judge(groups: &[(&GroupCost<'_>, Node)], unit: Unit, target: Target, burst: u32, current: (Unit, Target)) -> Advice {
    let (mut held, mut wait, mut calls) = (0, Some(0), 0);
    for (group, node) in groups {
        let node = Node { target, ..*node };
        let pods = group.planned.pods;
        let taken = node.holding(pods);
        let nodes = u64::from(group.max.unwrap_or(group.desired));
        held += nodes * u64::from(taken.pod_subnet + taken.node_subnet);
        let mut pool = Pool::new(node);
        let landing = burst.min(pods);
        pool.scale_out(pods - landing);
        let found = pool.burst(landing);
        wait = wait.zip(found.seconds).map(|(longest, seconds)| seconds.max(longest));
        calls += nodes * found.work.calls(node.mode.custom_networking);
    }
    Advice { target, unit, held, wait, calls, current: (unit, target) == current, front: false, chosen: false }
}

/// Addresses, wait, calls: less is better in each.
fn figures(advice: &Advice) -> [u64; 3] {
    [advice.held, advice.wait.unwrap_or(u64::MAX), advice.calls]
}

/// As good in everything and better in something.
fn better(one: &Advice, other: &Advice) -> bool {
    let (one, other) = (figures(one), figures(other));
    one != other && one.iter().zip(&other).all(|(one, other)| one <= other)
}

impl Advice {
    /// The lines to write under `[cni]`.
    pub fn lines(&self) -> Vec<String> {
        match self.target {
            Target::WarmEni(warm) => vec![format!("warm_eni_target = {warm}")],
            Target::WarmPrefix(warm) => vec![format!("warm_prefix_target = {warm}")],
            Target::Addresses { warm, minimum: 0 } => vec![format!("warm_ip_target = {warm}")],
            Target::Addresses { warm, minimum } => {
                vec![format!("warm_ip_target = {warm}"), format!("minimum_ip_target = {minimum}")]
            }
        }
    }
}
