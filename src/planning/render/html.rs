//! The plan as one page: works offline, on a phone, on paper, without colours and without a mouse.

use askama::Template;

use crate::planning::cost::{GroupCost, NodeCost};
use crate::planning::first_limit::Short;
use crate::planning::limits::Limit;
use crate::planning::notes::{mode, notes};
use crate::planning::occupants::Occupant;
use crate::planning::plan::Plan;
use crate::planning::render::map::{Map, grouped, is_short, map};
use crate::planning::scenario::Scenario;
use crate::planning::space::Placement;
use crate::planning::subnet_plan::SubnetPlan;

/// `templates/plan/report.html`.
#[derive(Template)]
#[template(path = "plan/report.html")]
struct Page<'a> {
    cluster: &'a str,
    region: &'a str,
    mode: String,
    holds: bool,
    verdict: String,
    detail: String,
    tiles: Vec<Tile>,
    map: Map,
    zones: Vec<ZoneView<'a>>,
    groups: Vec<GroupView<'a>>,
    limits: Vec<LimitView<'a>>,
    scenarios: Vec<ScenarioView>,
    notes: Vec<String>,
}

/// A figure that stands out.
struct Tile {
    name: &'static str,
    value: String,
    note: String,
    bad: bool,
}

struct ZoneView<'a> {
    name: &'a str,
    retired: bool,
    subnets: Vec<SubnetView>,
}

struct SubnetView {
    role: &'static str,
    cidr: String,
    usable: String,
    /// Where the line of what there is stands, in percent of the chart.
    line: u64,
    bars: Vec<Bar>,
    others: String,
    blocks: Option<String>,
    verdict: String,
    short: bool,
}

struct Bar {
    name: &'static str,
    asked: String,
    /// Length in percent of the chart.
    length: u64,
    fails: bool,
}

struct GroupView<'a> {
    name: &'a str,
    kind: &'a str,
    instance: &'a str,
    nodes: String,
    max_pods: u32,
    costs: [CostView; 3],
}

struct CostView {
    name: &'static str,
    pods: String,
    node: String,
    pod: String,
    enis: u64,
}

struct LimitView<'a> {
    name: &'a str,
    need: String,
    quota: String,
    source: &'a str,
    share: u64,
    fits: bool,
}

struct ScenarioView {
    name: &'static str,
    text: &'static str,
}

/// Renders a plan. `Err`: a fault of the template.
pub fn render(plan: &Plan<'_>) -> Result<String, askama::Error> {
    let short: Vec<&SubnetPlan<'_>> = plan.subnets.iter().filter(|subnet| is_short(subnet)).collect();
    let page = Page {
        cluster: plan.model.cluster.name.as_str(),
        region: plan.model.cluster.region.as_str(),
        mode: mode(plan.model),
        holds: short.is_empty(),
        verdict: verdict(&short),
        detail: detail(&short),
        tiles: tiles(plan),
        map: map(plan),
        zones: zones(plan),
        groups: plan.groups.iter().map(group).collect(),
        limits: plan.limits.iter().map(limit).collect(),
        scenarios: Scenario::ALL.into_iter().map(|scenario| ScenarioView { name: name(scenario), text: scenario.describe() }).collect(),
        notes: notes(plan.model, &plan.groups).iter().map(|note| note.replace('`', "")).collect(),
    };
    let mut text = page.render()?;
    text.push('\n');
    Ok(text)
}

fn verdict(short: &[&SubnetPlan<'_>]) -> String {
    match short {
        [] => "It fits".to_owned(),
        [_] => "1 subnet is too small".to_owned(),
        many => format!("{} subnets are too small", many.len()),
    }
}

fn detail(short: &[&SubnetPlan<'_>]) -> String {
    let mildest =
        short.iter().filter_map(|subnet| subnet.fails_in().map(|scenario| (scenario, *subnet))).min_by_key(|(scenario, _)| *scenario);
    match mildest {
        None => "on an ordinary day, with every group at its most, in an update, with a zone lost, and with every node full".to_owned(),
        Some((scenario, subnet)) => format!(
            "It begins with {}: the {} subnet in {} is asked for {} addresses and has {}",
            scenario.describe(),
            subnet.role,
            subnet.zone,
            grouped(subnet.demand(scenario).addresses()),
            grouped(subnet.space.usable())
        ),
    }
}

fn tiles(plan: &Plan<'_>) -> Vec<Tile> {
    let mut tiles = Vec::new();
    let declared: u64 = plan.groups.iter().map(|group| u64::from(group.max.unwrap_or(group.desired))).sum();
    if let Some([packed, expected, worst]) = &plan.first {
        let spread = if packed.nodes == worst.nodes {
            String::new()
        } else {
            format!("{} to {}, as addresses fall; ", grouped(worst.nodes), grouped(packed.nodes))
        };
        tiles.push(Tile {
            name: "Room for",
            value: format!("{} nodes", grouped(expected.nodes)),
            note: format!("{spread}{} declared at most", grouped(declared)),
            bad: expected.nodes < declared,
        });
        if expected.short != Short::Nothing {
            tiles.push(Tile { name: "Runs out first", value: expected.short.to_string(), note: String::new(), bad: false });
        }
    }
    if let Some(tightest) = plan.subnets.iter().min_by_key(|subnet| (subnet.headroom_percent(), subnet.headroom())) {
        tiles.push(Tile {
            name: "Tightest subnet",
            value: if tightest.headroom() < 0 {
                format!("{} missing", grouped(tightest.headroom().unsigned_abs()))
            } else {
                format!("{}% free", tightest.headroom_percent())
            },
            note: format!("{} in {}, {}", tightest.role, tightest.zone, tightest.peak().describe()),
            bad: tightest.headroom() < 0,
        });
    }
    tiles
}

fn zones<'a>(plan: &'a Plan<'_>) -> Vec<ZoneView<'a>> {
    let mut zones: Vec<ZoneView<'a>> = Vec::new();
    for subnet in &plan.subnets {
        if zones.last().is_none_or(|zone| zone.name != subnet.zone.as_str()) {
            let retired = plan.model.zones.get(subnet.zone).is_some_and(|network| network.retired);
            zones.push(ZoneView { name: subnet.zone.as_str(), retired, subnets: Vec::new() });
        }
        if let Some(zone) = zones.last_mut() {
            zone.subnets.push(subnet_view(subnet));
        }
    }
    zones
}

fn subnet_view(subnet: &SubnetPlan<'_>) -> SubnetView {
    let usable = subnet.space.usable();
    let most = Scenario::ALL.into_iter().map(|scenario| subnet.demand(scenario).addresses()).max().unwrap_or(0);
    let scale = usable.max(most).max(1);
    let bars = Scenario::ALL.into_iter().map(|scenario| {
        let asked = subnet.demand(scenario).addresses();
        let fails = !subnet.fits(scenario, Placement::Expected);
        Bar { name: name(scenario), asked: grouped(asked), length: (asked * 100).div_ceil(scale), fails }
    });
    let other = |occupant: &Occupant| match occupant.upgrade > occupant.steady {
        true => format!("{}: {} ({} in an upgrade)", occupant.what, occupant.steady, occupant.upgrade),
        false => format!("{}: {}", occupant.what, occupant.steady),
    };
    let others: Vec<String> = subnet.occupants.iter().map(other).collect();
    let peak = subnet.peak();
    let (blocks, need) = (subnet.blocks(peak), subnet.demand(peak).prefixes);
    let headroom = subnet.headroom();
    let short = is_short(subnet);
    let verdict = match subnet.fails_in() {
        Some(scenario) if short => format!("too small: {}", scenario.describe()),
        Some(_) => format!("fits; the bound does not, {}% left otherwise", subnet.headroom_percent()),
        None => format!("fits, {} ({}%) left on the worst day", grouped(headroom.unsigned_abs()), subnet.headroom_percent()),
    };
    SubnetView {
        role: subnet.role.as_str(),
        cidr: subnet.cidr().to_string(),
        usable: grouped(usable),
        line: usable * 100 / scale,
        bars: bars.collect(),
        others: others.join("; "),
        blocks: (need > 0).then(|| {
            format!(
                "{} prefixes of /28 on the worst day; room for {} with single addresses side by side, {} with them anywhere, {} at worst",
                grouped(need),
                grouped(blocks.packed),
                grouped(blocks.expected),
                grouped(blocks.worst)
            )
        }),
        verdict,
        short,
    }
}

fn group<'a>(group: &'a GroupCost<'_>) -> GroupView<'a> {
    let cost = |name, cost: &NodeCost| CostView {
        name,
        pods: grouped(u64::from(cost.pods)),
        node: grouped(cost.node.addresses()),
        pod: grouped(cost.pod.addresses()),
        enis: cost.enis,
    };
    GroupView {
        name: group.name.as_str(),
        kind: group.group.kind.value.as_str(),
        instance: group.instance.unwrap_or("any"),
        nodes: format!("{} to {}", group.desired, group.max.map_or_else(|| "?".to_owned(), |max| grouped(u64::from(max)))),
        max_pods: group.max_pods,
        costs: [cost("planned", &group.planned), cost("full", &group.full), cost("bound", &group.bound)],
    }
}

fn limit(limit: &Limit) -> LimitView<'_> {
    LimitView {
        name: limit.name,
        need: grouped(limit.need),
        quota: grouped(limit.quota),
        source: limit.source,
        share: limit.need.saturating_mul(100).div_ceil(limit.quota.max(1)),
        fits: limit.fits(),
    }
}

const fn name(scenario: Scenario) -> &'static str {
    match scenario {
        Scenario::ZoneLost => "zone lost",
        other => other.as_str(),
    }
}
