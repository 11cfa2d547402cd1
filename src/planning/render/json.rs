//! The plan for machines: version 1, stable.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::planning::cost::{GroupCost, NodeCost};
use crate::planning::first_limit::{FirstLimit, Short};
use crate::planning::limits::Limit;
use crate::planning::notes::{mode, notes};
use crate::planning::plan::Plan;
use crate::planning::scenario::Scenario;
use crate::planning::space::{Blocks, Placement};
use crate::planning::subnet_plan::SubnetPlan;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    cluster: &'a str,
    region: &'a str,
    strategy: &'a str,
    pods: String,
    groups: Vec<Group<'a>>,
    subnets: Vec<SubnetDocument<'a>>,
    limits: Vec<LimitDocument<'a>>,
    room: Option<Room>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Group<'a> {
    name: &'a str,
    kind: &'a str,
    instance_type: Option<&'a str>,
    desired: u32,
    max: Option<u32>,
    max_pods: u32,
    planned: Cost,
    full: Cost,
    bound: Cost,
}

#[derive(Serialize)]
struct Cost {
    pods: u32,
    network_interfaces: u64,
    node_subnet_addresses: u64,
    pod_subnet_addresses: u64,
    prefixes: u64,
}

#[derive(Serialize)]
struct SubnetDocument<'a> {
    zone: &'a str,
    role: &'a str,
    cidr: String,
    prefix_reservation: Option<String>,
    usable: u64,
    clean_blocks: u64,
    occupants: Vec<OccupantDocument>,
    scenarios: BTreeMap<&'static str, Day>,
    headroom: i64,
    headroom_percent: i64,
    headroom_in: &'static str,
    fails_in: Option<&'static str>,
}

#[derive(Serialize)]
struct OccupantDocument {
    what: &'static str,
    steady: u64,
    upgrade: u64,
}

#[derive(Serialize)]
struct Day {
    addresses: u64,
    singles: u64,
    prefixes: u64,
    blocks: BlocksDocument,
    fits: bool,
}

#[derive(Serialize)]
struct BlocksDocument {
    packed: u64,
    expected: u64,
    worst: u64,
}

#[derive(Serialize)]
struct LimitDocument<'a> {
    name: &'a str,
    need: u64,
    quota: u64,
    source: &'a str,
    fits: bool,
}

#[derive(Serialize)]
struct Room {
    packed: RoomDocument,
    expected: RoomDocument,
    worst: RoomDocument,
}

#[derive(Serialize)]
struct RoomDocument {
    nodes: u64,
    first_limit: Option<String>,
}

/// Renders a plan.
pub fn render(plan: &Plan<'_>) -> String {
    let document = Document {
        version: 1,
        cluster: plan.model.cluster.name.as_str(),
        region: plan.model.cluster.region.as_str(),
        strategy: plan.model.pods.strategy.as_str(),
        pods: mode(plan.model),
        groups: plan.groups.iter().map(group).collect(),
        subnets: plan.subnets.iter().map(subnet).collect(),
        limits: plan.limits.iter().map(limit).collect(),
        room: plan.first.as_ref().map(|[packed, expected, worst]| Room {
            packed: room(packed),
            expected: room(expected),
            worst: room(worst),
        }),
        notes: notes(plan.model, &plan.groups),
    };
    // Strings, numbers and lists: nothing that JSON could refuse.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn group<'a>(group: &'a GroupCost<'_>) -> Group<'a> {
    Group {
        name: group.name.as_str(),
        kind: group.group.kind.value.as_str(),
        instance_type: group.instance,
        desired: group.desired,
        max: group.max,
        max_pods: group.max_pods,
        planned: cost(&group.planned),
        full: cost(&group.full),
        bound: cost(&group.bound),
    }
}

fn cost(cost: &NodeCost) -> Cost {
    Cost {
        pods: cost.pods,
        network_interfaces: cost.enis,
        node_subnet_addresses: cost.node.addresses(),
        pod_subnet_addresses: cost.pod.addresses(),
        prefixes: cost.node.prefixes + cost.pod.prefixes,
    }
}

fn subnet<'a>(subnet: &'a SubnetPlan<'_>) -> SubnetDocument<'a> {
    SubnetDocument {
        zone: subnet.zone.as_str(),
        role: subnet.role.as_str(),
        cidr: subnet.cidr().to_string(),
        prefix_reservation: subnet.subnet.prefix_reservation.map(|part| part.to_string()),
        usable: subnet.space.usable(),
        clean_blocks: subnet.space.clean(),
        occupants: subnet
            .occupants
            .iter()
            .map(|occupant| OccupantDocument { what: occupant.what, steady: occupant.steady, upgrade: occupant.upgrade })
            .collect(),
        scenarios: Scenario::ALL.into_iter().map(|scenario| (scenario.as_str(), day(subnet, scenario))).collect(),
        headroom: subnet.headroom(),
        headroom_percent: subnet.headroom_percent(),
        headroom_in: subnet.peak().as_str(),
        fails_in: subnet.fails_in().map(Scenario::as_str),
    }
}

fn day(subnet: &SubnetPlan<'_>, scenario: Scenario) -> Day {
    let (demand, Blocks { packed, expected, worst }) = (subnet.demand(scenario), subnet.blocks(scenario));
    Day {
        addresses: demand.addresses(),
        singles: demand.singles,
        prefixes: demand.prefixes,
        blocks: BlocksDocument { packed, expected, worst },
        fits: subnet.fits(scenario, Placement::Expected),
    }
}

fn limit(limit: &Limit) -> LimitDocument<'_> {
    LimitDocument { name: limit.name, need: limit.need, quota: limit.quota, source: limit.source, fits: limit.fits() }
}

fn room(limit: &FirstLimit) -> RoomDocument {
    RoomDocument { nodes: limit.nodes, first_limit: (limit.short != Short::Nothing).then(|| limit.short.to_string()) }
}
