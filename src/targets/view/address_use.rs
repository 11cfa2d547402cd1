//! What nodes take from the node subnets when pods live there too: figures for README.md and `verify.sh`.

use crate::model::network::Model;
use crate::model::node_group::NodeGroup;
use crate::model::pods::Strategy;
use crate::model::subnet::SubnetRole;
use crate::planning::instances;
use crate::planning::max_pods::{HOST_NETWORK_PODS, NodeMode, max_pods};
use crate::planning::node::{Node, NodeUse};
use crate::planning::pool::{PoolSettings, Target, Unit};
use crate::targets::escape::{Code, Markdown};
use crate::targets::view::words;
use askama::filters::{Escaper, Safe};

/// Pods on a node where the file plans none: what the table of a small cluster would show.
const ROWS: [u32; 3] = [0, 5, 10];
/// Nodes beyond the plan while a group is updated.
const UPDATE: u32 = 2;

/// The figures.
pub struct AddressUseView {
    /// `WARM_IP_TARGET` and `MINIMUM_IP_TARGET`, when both are set.
    pub both: Option<(u32, u32)>,
    /// Whether interfaces hold prefixes.
    pub prefixes: bool,
    /// Settings with what they mean.
    pub settings: Vec<SettingRow>,
    /// The type that one node's table is about.
    pub node_type: String,
    /// What that type has, in words.
    pub node_has: String,
    /// What the last column is called.
    pub ours: &'static str,
    /// One node.
    pub rows: Vec<NodeRow>,
    /// What it comes to, in words.
    pub conclusion: Code,
    /// Addresses of the smallest node subnet.
    pub usable: String,
    /// Whole prefixes of it.
    pub clean_prefixes: u64,
    /// Nodes and their pods, in words.
    pub fleet: String,
    /// All nodes.
    pub fleet_rows: Vec<FleetRow>,
    /// Where it ends, and what to do.
    pub limits: Vec<Code>,
    /// Addresses of a node with the planned pods.
    pub node_cost: u32,
    /// What that is, in words.
    pub node_cost_reason: String,
    /// Settings beyond the CNI's own that are taken back last.
    pub undo: String,
    /// What a node holds, as arithmetic of the shell over `pods` and `slots`.
    pub expected: Code,
    /// By type, slots of an interface and of a node.
    pub slots: Vec<SlotsView>,
}

/// A setting.
pub struct SettingRow {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// What it means.
    pub means: Code,
}

/// What one node takes.
pub struct NodeRow {
    /// Pods.
    pub pods: String,
    /// By the CNI's own settings.
    pub default: String,
    /// With the first of two targets alone.
    pub warm_alone: String,
    /// With the file's settings.
    pub ours: String,
}

/// What the nodes of a zone take.
pub struct FleetRow {
    /// When.
    pub when: &'static str,
    /// Nodes in a zone.
    pub nodes: u32,
    /// By the CNI's own settings.
    pub default: String,
    /// With the file's settings.
    pub ours: String,
}

/// Slots of a type.
pub struct SlotsView {
    /// The type.
    pub name: String,
    /// Slots of an interface.
    pub each: u32,
    /// Slots of a node.
    pub most: u32,
}

struct Declared<'a> {
    group: &'a NodeGroup,
    node: Node,
    by_default: Node,
    max_pods: u32,
    planned: u32,
}

impl AddressUseView {
    /// From the model; none for other strategies, or without a node group to count with.
    pub fn new(model: &Model) -> Option<Self> {
        if !matches!(model.pods.strategy.value, Strategy::NodeSubnets) {
            return None;
        }
        let declared: Vec<Declared<'_>> = model.nodes.values().filter_map(|group| declared(model, group)).collect();
        // The one that takes most, and of those the first by name of its group.
        let largest = declared.iter().rev().max_by_key(|one| one.node.holding(one.planned).node_subnet)?;
        let subnets: Vec<_> = model.subnets(SubnetRole::Node).map(|(_, subnet)| subnet.cidr.value).collect();
        let smallest = subnets.iter().min_by_key(|cidr| cidr.usable())?;
        let targets = &model.cni.targets;
        let both = targets.warm_ip.as_ref().zip(targets.minimum_ip.as_ref()).map(|(warm, minimum)| (warm.value, minimum.value));
        let cost = largest.node.holding(largest.planned);
        Some(Self {
            both,
            prefixes: largest.node.unit() == Unit::Prefix,
            settings: setting_rows(model),
            node_type: largest.node.limits.name.to_owned(),
            node_has: has(largest),
            ours: if both.is_some() { "both targets" } else { "as set here" },
            rows: rows(largest),
            conclusion: Safe(words::wrap(&conclusion(largest), 0)),
            usable: words::thousands(smallest.usable()),
            clean_prefixes: smallest.clean_prefixes(),
            fleet: fleet(&declared),
            fleet_rows: fleet_rows(&declared, subnets.len(), smallest.usable()),
            limits: limits(model, &declared, largest, subnets.len(), smallest.usable())
                .iter()
                .map(|text| Safe(words::wrap(text, 2).replace('\n', "\n  ")))
                .collect(),
            node_cost: cost.node_subnet,
            node_cost_reason: format!("what a {} with {} pods takes from its subnet", largest.node.limits.name, largest.planned),
            undo: undo(model),
            expected: expected(largest.node.target, largest.node.unit()),
            slots: slots_of(&declared),
        })
    }
}

impl AddressUseView {
    /// `WARM_IP_TARGET`.
    pub fn warm(&self) -> u32 {
        self.both.map_or(0, |(warm, _)| warm)
    }

    /// Whether what a node holds depends on its type.
    pub fn uses_slots(&self) -> bool {
        self.expected.0.contains("slots")
    }

    /// Arguments of `kubectl set env` that take the settings back.
    pub fn undo_code(&self) -> Code {
        Safe(self.undo.clone())
    }

    /// How many limits, in words.
    pub fn limits_count(&self) -> String {
        let count = words::number(self.limits.len());
        let mut letters = count.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase()).into_iter();
        let count: String = first.chain(letters).collect();
        if self.limits.len() == 1 { format!("{count} limit stays") } else { format!("{count} limits stay") }
    }
}

impl SettingRow {
    /// The value as the table shows it.
    pub fn value_code(&self) -> Code {
        Safe(if self.value.bytes().all(|b| b.is_ascii_digit()) { self.value.clone() } else { format!("`{}`", self.value) })
    }
}

impl FleetRow {
    /// By the CNI's own settings; what does not fit is bold.
    pub fn default_code(&self) -> Code {
        Safe(self.default.clone())
    }

    /// With the file's settings; what does not fit is bold.
    pub fn ours_code(&self) -> Code {
        Safe(self.ours.clone())
    }
}

fn declared<'a>(model: &Model, group: &'a NodeGroup) -> Option<Declared<'a>> {
    let cni = &model.cni;
    let settings = PoolSettings {
        warm_eni: cni.targets.warm_eni.as_ref().map(|n| n.value),
        warm_ip: cni.targets.warm_ip.as_ref().map(|n| n.value),
        minimum_ip: cni.targets.minimum_ip.as_ref().map(|n| n.value),
        warm_prefix: cni.targets.warm_prefix.as_ref().map(|n| n.value),
    };
    let mode = NodeMode {
        custom_networking: false,
        prefix_delegation: cni.prefix_delegation.value,
        max_eni: cni.max_eni.as_ref().map(|max| max.value),
        trunk: cni.security_groups_for_pods.value,
    };
    let node = |limits, mode: NodeMode, settings: PoolSettings| {
        let max = max_pods(&limits, mode).pods;
        let mut node = Node { limits, mode, target: Target::WarmEni(1), brake: Some(max), ipv6: false };
        node.target = settings.target(node.unit());
        (node, max)
    };
    // The type of a mixed group that holds most.
    let types = group.instance_types.iter().filter_map(|name| instances::find(name.as_str()));
    let limits = types.max_by_key(|limits| (limits.ipv4_per_eni, std::cmp::Reverse(limits.name)))?;
    let (mut ours, mut most) = node(limits, mode, settings);
    if let Some(own) = &group.max_pods {
        most = most.min(own.value);
        ours.brake = Some(most);
    }
    let (by_default, _) = node(limits, NodeMode { max_eni: None, prefix_delegation: false, ..mode }, PoolSettings::default());
    let planned = group.pods_per_node.as_ref().map_or(most.saturating_sub(HOST_NETWORK_PODS), |pods| pods.value);
    Some(Declared { group, node: ours, by_default, max_pods: most, planned })
}

/// `9 + 1 = 10`, or `2 x 16 + 1 = 33`.
fn sum(taken: &NodeUse) -> String {
    match taken.unit {
        Unit::Ip => format!("{} + {} = {}", taken.held, taken.attached_enis, taken.node_subnet),
        Unit::Prefix => format!("{} x 16 + {} = {}", taken.held, taken.attached_enis, taken.node_subnet),
    }
}

fn has(one: &Declared<'_>) -> String {
    let node = &one.node;
    let interfaces = node.attachable();
    let holds = match node.unit() {
        Unit::Ip => format!("{} are for pods", node.slots()),
        Unit::Prefix => format!("the other {} can be prefixes of 16 for pods", node.slots()),
    };
    format!("It has {interfaces} interfaces of {} addresses; each interface costs one, {holds}", node.limits.ipv4_per_eni)
}

fn rows(one: &Declared<'_>) -> Vec<NodeRow> {
    let all = one.max_pods.saturating_sub(HOST_NETWORK_PODS);
    let mut pods: Vec<u32> = ROWS.into_iter().chain([one.planned, all]).filter(|pods| *pods <= all).collect();
    pods.sort_unstable();
    pods.dedup();
    let alone = |pods: u32| match one.node.target {
        Target::Addresses { warm, .. } => sum(&Node { target: Target::Addresses { warm, minimum: 0 }, ..one.node }.holding(pods)),
        _ => String::new(),
    };
    let default = |pods: u32| {
        let most = one.by_default.most_slots();
        if pods > most { format!("room for {most} only") } else { sum(&one.by_default.holding(pods)) }
    };
    let row = |pods: u32| NodeRow {
        pods: if pods == all {
            format!("{pods}, all it can")
        } else if pods == one.planned {
            format!("{pods}, as planned")
        } else {
            pods.to_string()
        },
        default: default(pods),
        warm_alone: alone(pods),
        ours: sum(&one.node.holding(pods)),
    };
    pods.into_iter().map(row).collect()
}

fn conclusion(one: &Declared<'_>) -> String {
    let spare = "By default a node keeps a whole interface spare.";
    match (one.node.target, one.node.unit()) {
        (Target::Addresses { warm, minimum }, Unit::Ip) if warm > 0 && minimum > 0 => format!(
            "{spare} With both targets it holds what its pods use and {warm} more, or {minimum} if that is more. `WARM_IP_TARGET` alone saves more on \
             nodes with few pods, but then every pod or two costs a call to EC2, which throttles them all together."
        ),
        (Target::Addresses { .. }, Unit::Prefix) => {
            format!("{spare} With these targets it holds whole prefixes, as many as pods and targets need.")
        }
        (Target::WarmPrefix(warm), _) => format!(
            "{spare} Here it keeps {} of 16 addresses spare. Pods come up with one call to EC2 for 16 of them, most nodes need no second interface, and \
             a node takes up to {} pods.",
            if warm == 1 { "one prefix".to_owned() } else { format!("{} prefixes", words::number(warm as usize)) },
            one.max_pods
        ),
        _ => format!("{spare} That is so here as well: only another setting under `[cni]` saves addresses."),
    }
}

fn fleet(declared: &[Declared<'_>]) -> String {
    let parts: Vec<String> =
        declared.iter().map(|one| format!("{} nodes with {} pods each", one.group.scaling.max.value, one.planned)).collect();
    words::and(&parts)
}

/// Addresses of all groups in a zone, when they spread over so many zones, and nodes more than planned.
fn in_zone(declared: &[Declared<'_>], zones: u32, more: u32, of: impl Fn(&Declared<'_>) -> u32) -> (u32, u32) {
    let dearest = declared.iter().map(&of).max().unwrap_or(0);
    let share = |one: &Declared<'_>| one.group.scaling.max.value.div_ceil(zones.max(1));
    let nodes = declared.iter().map(share).sum::<u32>() + more;
    let addresses = declared.iter().map(|one| share(one) * of(one)).sum::<u32>() + more * dearest;
    (nodes, addresses)
}

fn fleet_rows(declared: &[Declared<'_>], zones: usize, usable: u64) -> Vec<FleetRow> {
    let zones = u32::try_from(zones).unwrap_or(1).max(1);
    let bold = |addresses: u32| {
        if u64::from(addresses) > usable {
            format!("**{}**", words::thousands(addresses.into()))
        } else {
            words::thousands(addresses.into())
        }
    };
    let row = |when, zones, more| {
        let (nodes, ours) = in_zone(declared, zones, more, |one| one.node.holding(one.planned).node_subnet);
        let (_, default) = in_zone(declared, zones, more, |one| one.by_default.holding(one.planned).node_subnet);
        let fits = declared.iter().all(|one| one.planned <= one.by_default.most_slots());
        FleetRow { when, nodes, default: if fits { bold(default) } else { "room for fewer pods".to_owned() }, ours: bold(ours) }
    };
    let mut rows = vec![
        row(if zones == 2 { "both zones up" } else { "all zones up" }, zones, 0),
        row("and 2 new nodes during an update", zones, UPDATE),
    ];
    if zones > 1 {
        rows.push(row("one zone lost", zones - 1, 0));
        rows.push(row("and 2 new nodes", zones - 1, UPDATE));
    }
    rows
}

fn limits(model: &Model, declared: &[Declared<'_>], one: &Declared<'_>, zones: usize, usable: u64) -> Vec<String> {
    let zones = u32::try_from(zones).unwrap_or(1);
    let all = one.max_pods.saturating_sub(HOST_NETWORK_PODS);
    let full = one.node.holding(all).node_subnet;
    let nodes: u32 = declared.iter().map(|one| one.group.scaling.max.value).sum();
    let room = usable / u64::from(full.max(1));
    let mut limits = Vec::new();
    if u64::from(nodes.div_ceil(zones.saturating_sub(1).max(1))) > room && one.planned < all {
        limits.push(format!(
            "**Full nodes are {}.** {nodes} nodes with {all} pods need {} addresses, and one zone has room for {room}. Set max-pods to {} where the nodes \
             are defined, {} and the two that use the host's network, and the plan above becomes a limit.",
            if one.node.unit() == Unit::Ip { "as dear as before" } else { "dear" },
            nodes * full,
            one.planned + HOST_NETWORK_PODS,
            one.planned,
        ));
    }
    if let (Target::Addresses { warm, minimum }, Unit::Ip) = (one.node.target, one.node.unit())
        && warm > 0
    {
        limits.push(format!(
            "**A burst is slower.** Beyond {minimum}, a node gets {warm} addresses about every 5 seconds: {} pods that come at once have all started after \
             some {} seconds.",
            minimum + 8,
            8u32.div_ceil(warm) * 5,
        ));
    }
    if one.node.unit() == Unit::Prefix {
        limits.push(
            "**A prefix is 16 neighbouring addresses.** Single addresses scattered over a subnet, of load balancers or of nodes that joined before, leave \
             addresses but no whole prefix free: a node then fails with `InsufficientCidrBlocks` (S24). `scripts/verify.sh` counts the whole ones."
                .to_owned(),
        );
    }
    if model.cni.prefix_delegation.value && model.cluster.existing().is_some() {
        limits.push(
            "**Nodes that run keep single addresses.** Replace them one group after the other; on one node both kinds together waste interfaces (C12)."
                .to_owned(),
        );
    }
    limits
}

fn setting_rows(model: &Model) -> Vec<SettingRow> {
    let cni = &model.cni;
    let mut rows = Vec::new();
    let mut put = |name, value: String, means: String| rows.push(SettingRow { name, value, means: Safe(means) });
    let hold = if cni.prefix_delegation.value { "prefixes of 16 addresses instead of single ones" } else { "single addresses" };
    put("ENABLE_PREFIX_DELEGATION", cni.prefix_delegation.value.to_string(), format!("interfaces hold {hold}"));
    if let Some(warm) = &cni.targets.warm_prefix {
        put(
            "WARM_PREFIX_TARGET",
            warm.to_string(),
            format!(
                "a node keeps {} of 16 addresses unused",
                if warm.value == 1 { "one prefix".to_owned() } else { format!("{} prefixes", warm.value) }
            ),
        );
    }
    if let Some(warm) = &cni.targets.warm_eni {
        put("WARM_ENI_TARGET", warm.to_string(), format!("a node keeps {} unused", words::count(warm.value as usize, "interface")));
    }
    if let Some(warm) = &cni.targets.warm_ip {
        put("WARM_IP_TARGET", warm.to_string(), format!("a node keeps {} addresses ready beyond those that its pods use", warm.value));
    }
    if let Some(minimum) = &cni.targets.minimum_ip {
        let n = minimum.value;
        put("MINIMUM_IP_TARGET", n.to_string(), format!("and never holds fewer than {n}, so that the first {n} pods wait for no EC2 call"));
    }
    if let Some(max) = &cni.max_eni {
        put("MAX_ENI", max.to_string(), format!("a node uses {} at most", words::count(max.value as usize, "interface")));
    }
    put("AWS_VPC_K8S_CNI_EXTERNALSNAT", cni.external_snat.value.to_string(), snat(model));
    rows
}

fn snat(model: &Model) -> String {
    let mut others: Vec<String> = model.connected.keys().map(|name| format!("`{name}`")).collect();
    others.push("the internet".to_owned());
    let others = words::and(&others);
    let sees = if others.contains(" and ") { "see" } else { "sees" };
    if model.cni.external_snat.value {
        return "nodes leave pod addresses as they are: other networks see, and can answer, a pod itself".to_owned();
    }
    match crate::targets::view::cni::stated(model) {
        Some(reason) => format!("{others} {sees} the node's address: {}", text(&reason)),
        None => format!("{others} {sees} the node's address"),
    }
}

/// Free text of the input for Markdown.
fn text(free: &str) -> String {
    let mut out = String::new();
    // Writing into a String cannot fail.
    let _ = Markdown.write_escaped_str(&mut out, free);
    out
}

fn undo(model: &Model) -> String {
    let targets = &model.cni.targets;
    let mut names = Vec::new();
    for (name, set) in [
        ("WARM_IP_TARGET", targets.warm_ip.is_some()),
        ("MINIMUM_IP_TARGET", targets.minimum_ip.is_some()),
        ("WARM_ENI_TARGET", targets.warm_eni.is_some()),
        ("WARM_PREFIX_TARGET", targets.warm_prefix.is_some()),
        ("MAX_ENI", model.cni.max_eni.is_some()),
    ] {
        if set {
            names.push(format!("{name}-"));
        }
    }
    if model.cni.prefix_delegation.value {
        names.push("ENABLE_PREFIX_DELEGATION=false".to_owned());
    }
    names.join(" ")
}

fn expected(target: Target, unit: Unit) -> Code {
    let each = unit.addresses();
    Safe(match (target, unit) {
        (Target::WarmEni(0), _) => "(pods / slots + 1) * slots".to_owned(),
        (Target::WarmEni(warm), _) => format!("((pods + slots - 1) / slots + {warm}) * slots"),
        (Target::WarmPrefix(0), _) => format!("pods / {each} + 1"),
        (Target::WarmPrefix(warm), _) => format!("(pods + {}) / {each} + {warm}", each - 1),
        (Target::Addresses { warm, minimum }, Unit::Ip) => format!("pods + {warm} > {minimum} ? pods + {warm} : {minimum}"),
        (Target::Addresses { warm, minimum }, Unit::Prefix) => {
            format!("((pods + {warm} > {minimum} ? pods + {warm} : {minimum}) + {}) / {each}", each - 1)
        }
    })
}

fn slots_of(declared: &[Declared<'_>]) -> Vec<SlotsView> {
    let mut all: Vec<SlotsView> = Vec::new();
    for one in declared {
        for name in &one.group.instance_types {
            let Some(limits) = instances::find(name.as_str()) else { continue };
            let node = Node { limits, ..one.node };
            if !all.iter().any(|known| known.name == limits.name) {
                all.push(SlotsView { name: limits.name.to_owned(), each: node.slots(), most: node.most_slots() });
            }
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}
