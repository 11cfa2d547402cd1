//! `[zones]` and `[subnets]`: every subnet gets its block, and keeps it.

use std::collections::BTreeMap;

use crate::config::raw::{RawConfig, RawSubnet, RawSubnetKeys};
use crate::config::suggest::alternatives;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::source::SourceId;
use crate::diag::span::{Sp, Span};
use crate::model::build::context::Context;
use crate::model::carve::Carver;
use crate::model::cidr::Cidr;
use crate::model::codes::{CONFLICTING_KEYS, INVALID_ZONE, LOCK_CONFLICT, NO_ROOM_TO_CARVE, ZONE_OUTSIDE_REGION};
use crate::model::lock::Lock;
use crate::model::pods::Strategy;
use crate::model::region::{Region, Zone, ZoneError};
use crate::model::subnet::{Origin, Subnet, SubnetRole, ZoneNetwork};
use crate::model::vpc::Vpc;

/// A subnet that is still to get its block.
struct Request {
    zone: Zone,
    role: SubnetRole,
    prefix_len: u8,
    span: Span,
}

/// What the zones are built from.
pub struct Surroundings<'a> {
    /// The document.
    pub raw: &'a RawConfig,
    /// The cluster's Region.
    pub region: &'a Sp<Region>,
    /// The VPC.
    pub vpc: &'a Vpc,
    /// Where pods get their addresses.
    pub strategy: &'a Strategy,
    /// What was given out before.
    pub lock: Option<&'a Lock>,
    /// Whether eksnet makes the cluster, which then needs control subnets.
    pub new_cluster: bool,
}

/// All zones, with every subnet's block.
pub fn zones(cx: &mut Context<'_>, around: &Surroundings<'_>) -> BTreeMap<Zone, ZoneNetwork> {
    let mut zones = BTreeMap::new();
    let mut requests = Vec::new();
    let shares = shares_node_subnets(around);
    for raw in &around.raw.zones {
        let path = format!("zones.{}", raw.name.value);
        let Some(zone) = zone_name(cx, &raw.name, around.region, &path) else { continue };
        let retired = raw.keys.retired.as_ref().is_some_and(|flag| flag.value);
        let mut network = ZoneNetwork {
            span: raw.name.span.clone(),
            retired,
            route_table: raw.keys.route_table.as_ref().and_then(|text| cx.id(text, &format!("{path}.route_table"))),
            subnets: BTreeMap::new(),
        };
        for role in SubnetRole::ALL {
            let written = raw.subnets.get(role.as_str());
            if retired && role != SubnetRole::Control && !(shares && role == SubnetRole::Node) {
                continue;
            }
            match subnet(cx, around, &zone, role, written) {
                Some(Wanted::Here(subnet)) => {
                    network.subnets.insert(role, subnet);
                }
                Some(Wanted::Carved(request)) => requests.push(request),
                None => {}
            }
        }
        zones.insert(zone, network);
    }
    carve(cx, around, &mut zones, requests);
    if shares || (around.new_cluster && cx.faults.touch("vpc.id")) {
        share_node_subnets(around, &mut zones);
    }
    reserve(cx, around.raw, &mut zones);
    zones
}

fn zone_name(cx: &mut Context<'_>, text: &Sp<String>, region: &Sp<Region>, path: &str) -> Option<Zone> {
    let (region, region_span) = (region.value, &region.span);
    let written = text.value.as_str();
    let error = match Zone::parse(written, region) {
        Ok(zone) => return Some(zone),
        // Which zones a refused Region has is unknown.
        Err(_) if cx.faults.touch("cluster.region") => {
            cx.faults.add("zones");
            return None;
        }
        Err(error) => error,
    };
    let example = format!("{region}a");
    let finding = match error {
        ZoneError::Letter => {
            let full = format!("{region}{}", written.to_lowercase());
            Diagnostic::new(&INVALID_ZONE, format!("`{written}` is a letter, not the full name of a zone"))
                .at(&text.span, "an ENIConfig of this name would match no node: the label holds the full name")
                .help(format!("write `[zones.{full}]`"))
                .patch(&text.span, full, false)
        }
        ZoneError::Id => Diagnostic::new(&INVALID_ZONE, format!("`{written}` is the id of a zone, not its name"))
            .at(&text.span, "nodes carry the name in their label")
            .help(format!(
                "write the name that your account has for it, such as `{example}`; `aws ec2 describe-availability-zones` shows both"
            )),
        ZoneError::OtherRegion => Diagnostic::new(&ZONE_OUTSIDE_REGION, format!("zone `{written}` is not in Region `{region}`"))
            .at(&text.span, "")
            .also(region_span, "the cluster's Region")
            .help(format!("write a zone of `{region}`, such as `{example}`, or change `region`")),
        ZoneError::LocalZone => Diagnostic::new(&INVALID_ZONE, format!("`{written}` is a Local or Wavelength Zone"))
            .at(&text.span, "EKS cannot place its network interfaces there")
            .help(format!("write an availability zone, such as `{example}`")),
        ZoneError::UnknownLetter => Diagnostic::new(&INVALID_ZONE, format!("Region `{region}` has no zone `{written}`"))
            .at(&text.span, "")
            .help(format!("its zones are {} (table of 2026-11)", zones_of(region))),
        ZoneError::Syntax => Diagnostic::new(&INVALID_ZONE, format!("`{}` is not the name of a zone", written.escape_debug()))
            .at(&text.span, "")
            .help(format!("write its full name, such as `{example}`")),
    };
    cx.refuse(path, finding);
    None
}

/// `` `eu-west-1a`, `eu-west-1b` or `eu-west-1c` ``.
fn zones_of(region: Region) -> String {
    let names: Vec<String> = region.zone_letters().chars().map(|letter| format!("{region}{letter}")).collect();
    alternatives(names.iter().map(String::as_str))
}

/// What one zone gets for one role.
enum Wanted {
    /// A subnet whose block is known.
    Here(Subnet),
    /// A block of a size.
    Carved(Request),
}

fn subnet(cx: &mut Context<'_>, around: &Surroundings<'_>, zone: &Zone, role: SubnetRole, written: Option<&RawSubnet>) -> Option<Wanted> {
    let path = format!("zones.{zone}.{role}");
    let late = role == SubnetRole::Control && came_after_the_cluster(around, zone);
    let Some(written) = written else {
        if late {
            return None; // nodes and pods of the new zone reach the cluster's interfaces in the others
        }
        let shared = around.raw.subnets.get(role.as_str())?.prefix.as_ref()?;
        if cx.faults.touch(&path) || !fits_strategy(cx, around, role, &shared.span, &format!("subnets.{role}")) {
            return None;
        }
        return request(cx, around, zone, role, shared, &format!("subnets.{role}.prefix"));
    };
    if late {
        let span = match written {
            RawSubnet::Cidr(text) => &text.span,
            RawSubnet::Table(keys) => &keys.span,
        };
        let finding = Diagnostic::new(&LOCK_CONFLICT, format!("zone `{zone}` came after the cluster, whose zones EKS fixes for life"))
            .at(span, "EKS refuses a control subnet here")
            .help("remove it: nodes and pods in this zone need none");
        cx.refuse(&path, finding);
        return None;
    }
    let keys = match written {
        RawSubnet::Cidr(text) => {
            return (fits_strategy(cx, around, role, &text.span, &path))
                .then(|| cx.cidr(text, &path))
                .flatten()
                .map(|cidr| Wanted::Here(Subnet { cidr, origin: Origin::Explicit, prefix_reservation: None, ipv6_number: None }));
        }
        RawSubnet::Table(keys) => keys,
    };
    if !fits_strategy(cx, around, role, &keys.span, &path) {
        return None;
    }
    from_table(cx, around, zone, role, keys, &path)
}

fn from_table(
    cx: &mut Context<'_>,
    around: &Surroundings<'_>,
    zone: &Zone,
    role: SubnetRole,
    keys: &RawSubnetKeys,
    path: &str,
) -> Option<Wanted> {
    if let Some(id) = &keys.id {
        if around.vpc.adopted().is_none() && !cx.faults.touch("vpc.id") {
            // Said once: every other subnet that exists has the same cause.
            let finding = Diagnostic::new(&CONFLICTING_KEYS, format!("the {role} subnet of `{zone}` exists, but eksnet makes the VPC"))
                .at(&id.span, "")
                .help("add `id` under `[vpc]` to adopt the VPC that it is in, or give `cidr` alone");
            cx.refuse("vpc.id", finding);
        }
        let parsed = cx.id(id, path);
        let Some(cidr) = &keys.cidr else {
            cx.companion(
                &format!("{path}.cidr"),
                format!("the {role} subnet of `{zone}` exists, but its block is not given"),
                &keys.span,
                format!("add `cidr`: what `aws ec2 describe-subnets --subnet-ids {}` shows; a plan compares them", id.value),
            );
            return None;
        };
        let cidr = cx.cidr(cidr, path)?;
        return Some(Wanted::Here(Subnet { cidr, origin: Origin::Adopted(parsed?), prefix_reservation: None, ipv6_number: None }));
    }
    match (&keys.cidr, &keys.prefix) {
        (Some(cidr), Some(prefix)) => {
            let finding = Diagnostic::new(&CONFLICTING_KEYS, format!("the {role} subnet of `{zone}` has both a block and a prefix length"))
                .at(&prefix.span, "carve a block of this size")
                .also(&cidr.span, "or take this one")
                .help("remove one of them");
            cx.refuse(path, finding);
            None
        }
        (Some(cidr), None) => {
            let cidr = cx.cidr(cidr, path)?;
            Some(Wanted::Here(Subnet { cidr, origin: Origin::Explicit, prefix_reservation: None, ipv6_number: None }))
        }
        (None, Some(prefix)) => request(cx, around, zone, role, prefix, path),
        (None, None) => {
            cx.companion(
                &format!("{path}.cidr"),
                format!("the {role} subnet of `{zone}` has no block"),
                &keys.span,
                "add `cidr` or `prefix`",
            );
            None
        }
    }
}

/// Pod subnets belong to strategies that have them.
fn fits_strategy(cx: &mut Context<'_>, around: &Surroundings<'_>, role: SubnetRole, span: &Span, path: &str) -> bool {
    if role != SubnetRole::Pod || around.strategy.has_pod_subnets() || cx.faults.touch("pods.strategy") {
        return true;
    }
    // Said once, whatever the number of zones.
    if !cx.faults.touch("subnets.pod") {
        let finding = Diagnostic::new(&CONFLICTING_KEYS, format!("the strategy `{}` has no pod subnets", around.strategy))
            .at(span, "")
            .help("remove it, or choose the strategy `eniconfig` or `discovery`");
        cx.refuse(path, finding);
        cx.faults.add("subnets.pod");
    }
    false
}

/// Whether the cluster was made before this zone was added: other zones have a control subnet in the lock, this one has none.
/// EKS lets a cluster's subnets change within the zones of its creation only (S8).
fn came_after_the_cluster(around: &Surroundings<'_>, zone: &Zone) -> bool {
    around.lock.is_some_and(|lock| {
        lock.zones.values().any(|locked| locked.blocks.contains_key(&SubnetRole::Control))
            && lock.block(zone.as_str(), SubnetRole::Control).is_none()
    })
}

fn request(cx: &mut Context<'_>, around: &Surroundings<'_>, zone: &Zone, role: SubnetRole, prefix: &Sp<i64>, path: &str) -> Option<Wanted> {
    if cx.faults.touch(path) {
        return None;
    }
    if around.vpc.adopted().is_some() && role != SubnetRole::Pod {
        let finding = Diagnostic::new(&CONFLICTING_KEYS, format!("eksnet cannot carve {role} subnets from a VPC that exists"))
            .at(&prefix.span, "what else is in its primary block, eksnet does not know")
            .help(format!("give each zone `{role} = {{ id = \"subnet-…\", cidr = \"…\" }}`, or the `cidr` of a free block"));
        cx.refuse(path, finding);
        return None;
    }
    let length = cx.int(prefix, 16..=28, path, "AWS takes subnets from /16 to /28")?;
    Some(Wanted::Carved(Request { zone: zone.clone(), role, prefix_len: u8::try_from(length.value).unwrap_or(28), span: length.span }))
}

fn carve(cx: &mut Context<'_>, around: &Surroundings<'_>, zones: &mut BTreeMap<Zone, ZoneNetwork>, mut requests: Vec<Request>) {
    // Largest first leaves the fewest holes; the rest of the order makes it the same on every machine.
    requests.sort_by(|a, b| (a.prefix_len, a.role, &a.zone).cmp(&(b.prefix_len, b.role, &b.zone)));
    let mut taken: Vec<Cidr> = zones.values().flat_map(|zone| zone.subnets.values()).map(|subnet| subnet.cidr.value).collect();
    if let Some(lock) = around.lock {
        taken.extend(lock.zones.values().flat_map(|zone| zone.blocks.values()).map(|block| block.value));
    }
    let secondary: Vec<Cidr> = around.vpc.secondary_cidrs.iter().map(|block| block.value).collect();
    let mut pods = Carver::new(secondary, taken.clone());
    let mut others = Carver::new(vec![around.vpc.cidr.value], taken);
    let mut full: Vec<&str> = Vec::new();
    for request in requests {
        let (pool_path, carver) = match request.role {
            SubnetRole::Pod => ("vpc.secondary_cidrs", &mut pods),
            _ => ("vpc.cidr", &mut others),
        };
        let path = format!("subnets.{}", request.role);
        if cx.faults.touch(pool_path) {
            cx.faults.add(path);
            continue;
        }
        let locked = around.lock.and_then(|lock| lock.block(request.zone.as_str(), request.role));
        let block = match locked {
            Some(locked) if locked.value.prefix_len() == request.prefix_len => Some(locked.value),
            Some(locked) => {
                conflict(cx, &request, locked, &path);
                continue;
            }
            None => carver.carve(request.prefix_len),
        };
        match block {
            Some(block) => {
                let subnet =
                    Subnet { cidr: Sp::new(block, request.span), origin: Origin::Carved, prefix_reservation: None, ipv6_number: None };
                if let Some(zone) = zones.get_mut(&request.zone) {
                    zone.subnets.insert(request.role, subnet);
                }
            }
            // A block that no VPC takes (V1) is what to put right first; a rule says so.
            None if too_small(around, request.role) => cx.faults.add(path),
            // One finding a pool: the other zones would only repeat it, and smaller subnets may fit once it is mended.
            None if full.contains(&pool_path) => cx.faults.add(path),
            None => {
                full.push(pool_path);
                no_room(cx, around, &request, carver.free_addresses(), &path);
            }
        }
    }
}

/// Whether the blocks to carve from are smaller than any that a VPC takes.
fn too_small(around: &Surroundings<'_>, role: SubnetRole) -> bool {
    let small = |block: &Sp<Cidr>| block.prefix_len() > 28;
    match role {
        SubnetRole::Pod => !around.vpc.secondary_cidrs.is_empty() && around.vpc.secondary_cidrs.iter().all(small),
        _ => small(&around.vpc.cidr),
    }
}

fn conflict(cx: &mut Context<'_>, request: &Request, locked: &Sp<Cidr>, path: &str) {
    if cx.faults.touch(path) {
        return;
    }
    let Request { zone, role, prefix_len, span } = request;
    let finding =
        Diagnostic::new(&LOCK_CONFLICT, format!("the {role} subnet of `{zone}` is `{}`; a /{prefix_len} would replace it", locked.value))
            .at(span, "")
            .label(SourceId::Lock, &locked.span, "given out earlier", false)
            .note("AWS cannot resize a subnet; replacing one ends everything that has an address in it")
            .help(format!(
                "keep `prefix = {}`; to replace the subnet all the same, remove its line from the lock file",
                locked.value.prefix_len()
            ));
    cx.refuse(path, finding);
}

fn no_room(cx: &mut Context<'_>, around: &Surroundings<'_>, request: &Request, free: u64, path: &str) {
    let Request { zone, role, prefix_len, span } = request;
    let pod = *role == SubnetRole::Pod;
    let blocks = &around.vpc.secondary_cidrs;
    if pod && blocks.is_empty() {
        let finding = Diagnostic::new(&NO_ROOM_TO_CARVE, "there is no secondary block to carve pod subnets from")
            .at(span, "")
            .help("add `secondary_cidrs = [\"100.64.0.0/16\"]` under `[vpc]`");
        cx.refuse(path, finding);
        return;
    }
    let pool = if pod { &blocks[0] } else { &around.vpc.cidr };
    let name = if pod && blocks.len() > 1 { "the secondary blocks".to_owned() } else { format!("`{}`", pool.value) };
    let finding = Diagnostic::new(&NO_ROOM_TO_CARVE, format!("no /{prefix_len} is free in {name} for the {role} subnet of `{zone}`"))
        .at(span, "")
        .also(
            &pool.span,
            match free {
                0 => "all its addresses are given out".to_owned(),
                _ => format!("{free} of its addresses are free, in smaller pieces"),
            },
        )
        .help(if pod {
            "choose a longer prefix, or add a block to `secondary_cidrs`"
        } else {
            "choose longer prefixes, or a larger `cidr` if the VPC is new"
        });
    cx.refuse(path, finding);
}

/// In an adopted VPC a new cluster's interfaces live in the node subnets unless control subnets are given.
fn shares_node_subnets(around: &Surroundings<'_>) -> bool {
    let raw = around.raw;
    let given = raw.subnets.contains_key("control") || raw.zones.iter().any(|zone| zone.subnets.contains_key("control"));
    around.new_cluster && around.vpc.adopted().is_some() && !given
}

fn share_node_subnets(around: &Surroundings<'_>, zones: &mut BTreeMap<Zone, ZoneNetwork>) {
    for (zone, network) in zones {
        let node = network.subnet(SubnetRole::Node).cloned();
        if network.retired {
            network.subnets.remove(&SubnetRole::Node);
        }
        if let Some(node) = node.filter(|_| !came_after_the_cluster(around, zone)) {
            network.subnets.insert(SubnetRole::Control, node);
        }
    }
}

/// Keeps the top of each subnet for /28 prefixes (S23).
fn reserve(cx: &mut Context<'_>, raw: &RawConfig, zones: &mut BTreeMap<Zone, ZoneNetwork>) {
    for role in SubnetRole::ALL {
        let Some(wanted) = raw.subnets.get(role.as_str()).and_then(|keys| keys.prefix_reservation.as_ref()) else { continue };
        let path = format!("subnets.{role}.prefix_reservation");
        let Some(length) = cx.int(wanted, 17..=28, &path, "") else { continue };
        for (zone, network) in zones.iter_mut() {
            let Some(subnet) = network.subnets.get_mut(&role) else { continue };
            let prefix_len = subnet.cidr.value.prefix_len();
            if length.value <= u32::from(prefix_len) {
                if !cx.faults.touch(&path) {
                    let finding = Diagnostic::new(
                        &crate::model::codes::OUT_OF_RANGE,
                        format!("a reservation of /{} does not fit into the {role} subnet of `{zone}`, a /{prefix_len}", length.value),
                    )
                    .at(&length.span, "")
                    .also(&subnet.cidr.span, "")
                    .help(format!("choose a longer prefix, such as `{}`", (prefix_len + 1).min(28)));
                    cx.refuse(&path, finding);
                }
                continue;
            }
            subnet.prefix_reservation = Cidr::around(subnet.cidr.value.last(), u8::try_from(length.value).unwrap_or(28));
        }
    }
}
