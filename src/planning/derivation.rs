//! The sums behind a node's figures, line by line, with the one that decided.

use crate::planning::max_pods::{Bound, HOST_NETWORK_PODS, MaxPods, NodeMode, cap};
use crate::planning::node::{HeldBound, Node, NodeUse};
use crate::planning::pool::{Target, Unit};

/// One line: a sum and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The sum.
    pub sum: String,
    /// Its result.
    pub result: u64,
    /// What is counted.
    pub of: &'static str,
    /// Whether it is the bound that decided.
    pub decides: bool,
}

fn line(sum: impl Into<String>, result: u32, of: &'static str) -> Line {
    Line { sum: sum.into(), result: u64::from(result), of, decides: false }
}

/// How max-pods of a Windows node comes about (M6).
pub fn of_windows(node: &Node, found: &MaxPods) -> Vec<Line> {
    let times = if found.prefixes { format!("{} x 16", found.slots) } else { found.slots.to_string() };
    let short = found.pods == found.by_addresses;
    vec![
        line(format!("slots of the one interface: {} - its own", node.limits.ipv4_per_eni), found.slots, "slots"),
        Line { decides: short, ..line(format!("{times}, none on the host's network ({})", found.bound), found.by_addresses, "pods") },
        Line { decides: !short, ..line(format!("what the kubelet takes ({})", found.bound), 110, "pods") },
    ]
}

/// How max-pods comes about. `capped`: whether EKS's cap belongs to it.
pub fn of_max_pods(node: &Node, found: &MaxPods, capped: bool) -> Vec<Line> {
    let mut lines = interfaces(node);
    lines.push(line(format!("slots of one: {} addresses - its own", node.limits.ipv4_per_eni), node.slots(), "slots"));
    let rule = match (node.mode.custom_networking, found.prefixes) {
        (false, false) => Bound::Addresses,
        (true, false) => Bound::CustomNetworking,
        (false, true) => Bound::Prefixes,
        (true, true) => Bound::CustomNetworkingPrefixes,
    };
    let times = if found.prefixes { format!("{} x {} x 16", found.enis, found.slots) } else { format!("{} x {}", found.enis, found.slots) };
    let mut by_addresses = line(format!("{times} + {HOST_NETWORK_PODS} on the host's network ({rule})"), found.by_addresses, "pods");
    let by_cap = capped && found.bound == Bound::Cap;
    by_addresses.decides = !by_cap;
    lines.push(by_addresses);
    if capped && found.prefixes {
        let cap = cap(&node.limits);
        let vcpus = node.limits.vcpus.map_or_else(|| "vCPUs unknown".to_owned(), |vcpus| format!("{vcpus} vCPUs"));
        lines.push(Line { decides: by_cap, ..line(format!("EKS's limit for {vcpus} ({})", Bound::Cap), cap, "pods") });
    }
    lines
}

fn interfaces(node: &Node) -> Vec<Line> {
    let mut lines = vec![line(format!("interfaces of {}", node.limits.name), node.limits.max_enis, "ENIs")];
    if node.attachable() < node.limits.max_enis {
        lines.push(line(format!("MAX_ENI={}, the first one included", node.attachable()), node.attachable(), "ENIs"));
    }
    let mut taken = Vec::new();
    if node.mode.custom_networking {
        taken.push("1 that serves no pods (custom networking)");
    }
    if node.trunk() > 0 {
        taken.push("1: the trunk of security groups for pods");
    }
    if !taken.is_empty() {
        lines.push(line(format!("{} - {}", node.attachable(), taken.join(" - ")), node.usable(), "ENIs"));
    }
    lines
}

/// How the pool of so many pods comes about.
pub fn of_pool(node: &Node, pods: u32, taken: &NodeUse) -> Vec<Line> {
    if node.ipv6 {
        return vec![Line { decides: true, ..line("one /80 an IPv6 node, whatever the targets", 1, "prefixes") }];
    }
    let (unit, slots) = (taken.unit, node.slots());
    let of = if unit == Unit::Ip { "addresses" } else { "prefixes" };
    let wanted = node.target.wanted(pods, unit, slots);
    let mut lines = vec![Line { decides: taken.bound == HeldBound::Target, ..line(sum(node.target, unit, pods, slots), wanted, of) }];
    if let Some(max_pods) = node.brake {
        let stop = match taken.bound {
            HeldBound::MaxPods => taken.held,
            _ => max_pods.div_ceil(unit.addresses()),
        };
        let text = format!("ipamd stops at {max_pods} addresses, max-pods (M15)");
        lines.push(Line { decides: taken.bound == HeldBound::MaxPods, ..line(text, stop, of) });
    }
    let text = format!("slots: {} x {slots}", node.usable());
    lines.push(Line { decides: taken.bound == HeldBound::Slots, ..line(text, node.most_slots(), of) });
    lines
}

fn sum(target: Target, unit: Unit, pods: u32, slots: u32) -> String {
    let each = unit.addresses();
    match (target, unit) {
        (Target::WarmEni(0), _) => format!("{target}: {slots} x (floor({pods} / {slots}) + 1)"),
        (Target::WarmEni(warm), _) => format!("{target}: {slots} x (ceil({pods} / {slots}) + {warm})"),
        (Target::WarmPrefix(0), _) => format!("{target}: floor({pods} / {each}) + 1"),
        (Target::WarmPrefix(warm), _) => format!("{target}: ceil({pods} / {each}) + {warm}"),
        (Target::Addresses { warm: 0, minimum }, Unit::Ip) => format!("{target} alone is a hard limit: {minimum}"),
        (Target::Addresses { warm: 0, minimum }, Unit::Prefix) => format!("{target} alone is a hard limit: ceil({minimum} / {each})"),
        (Target::Addresses { warm, minimum: 0 }, Unit::Ip) => format!("{target}: {pods} + {warm}"),
        (Target::Addresses { warm, minimum }, Unit::Ip) => format!("{target}: max({pods} + {warm}, {minimum})"),
        (Target::Addresses { warm, minimum: 0 }, Unit::Prefix) => format!("{target}: ceil(({pods} + {warm}) / {each})"),
        (Target::Addresses { warm, minimum }, Unit::Prefix) => {
            format!("{target}: ceil(max({pods} + {warm}, {minimum}) / {each})")
        }
    }
}

/// How the subnets' addresses come about.
pub fn of_subnets(node: &Node, taken: &NodeUse) -> Vec<Line> {
    if node.ipv6 {
        return vec![line("node subnet: the node's own IPv4 address", 1, "addresses")];
    }
    let addresses = match taken.unit {
        Unit::Ip => taken.held.to_string(),
        Unit::Prefix => format!("{} x 16", taken.held),
    };
    let trunk = if node.trunk() > 0 { " + 1 trunk" } else { "" };
    if node.mode.custom_networking {
        vec![
            line(format!("pod subnet: {} ENIs' own{trunk} + {addresses}", taken.pod_enis), taken.pod_subnet, "addresses"),
            line("node subnet: the node's own", taken.node_subnet, "addresses"),
        ]
    } else {
        let own = taken.attached_enis - node.trunk();
        vec![line(format!("node subnet: {own} ENIs' own{trunk} + {addresses}"), taken.node_subnet, "addresses")]
    }
}

/// What somebody who sets these should hear.
pub fn remarks(node: &Node, settings_ignored: &[&str], pods: u32, taken: &NodeUse) -> Vec<String> {
    let mut remarks = Vec::new();
    for name in settings_ignored {
        remarks.push(format!("{name} is set and does nothing: {} decides", node.target));
    }
    if node.mode.prefix_delegation && !node.limits.prefix_capable {
        remarks.push(format!("{} is no Nitro type: ipamd falls back to single addresses, with a line in its log", node.limits.name));
    }
    if node.usable() == 0 && !node.ipv6 {
        remarks.push("no interface serves pods: none ever starts".to_owned());
    } else if let Some(most) = node.target.hard_cap(taken.unit).filter(|most| *most < pods && !node.ipv6) {
        remarks.push(format!("MINIMUM_IP_TARGET without WARM_IP_TARGET: pod {} never gets an address", most + 1));
    } else if taken.served < pods {
        remarks.push(format!("{} of {pods} pods get no address", pods - taken.served));
    }
    if !taken.rests {
        remarks.push("a target of 0 at this very number of pods: the pool grows and shrinks for ever".to_owned());
    }
    if node.mode.trunk && node.trunk() == 0 {
        let why = if node.limits.trunk_compatible { "no interface is left for it" } else { "the type has none" };
        remarks.push(format!("security groups for pods: no trunk, {why}"));
    }
    remarks
}

/// The mode as max-pods counts it: the trunk only where there is one.
pub fn counted_mode(node: &Node) -> NodeMode {
    NodeMode { trunk: node.trunk() > 0, ..node.mode }
}
