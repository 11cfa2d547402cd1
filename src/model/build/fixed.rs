//! What AWS never changes in place, held against the lock; and the lock as it should be from now on.

use std::collections::BTreeMap;

use crate::diag::diagnostic::Diagnostic;
use crate::diag::source::SourceId;
use crate::diag::span::{Sp, Span};
use crate::model::build::context::Context;
use crate::model::cidr::Cidr;
use crate::model::codes::{LOCK_CONFLICT, ZONE_REMOVED};
use crate::model::lock::{Lock, LockedZone};
use crate::model::network::Model;
use crate::model::pods::Strategy;
use crate::model::subnet::{Origin, SubnetRole};
use crate::model::vpc::{Nat, VpcMode};

/// Reports edits that would make AWS replace something, and gives the new lock.
pub fn lock(cx: &mut Context<'_>, model: &Model, old: Option<&Lock>) -> Lock {
    let fixed = fixed(model);
    if let Some(old) = old {
        for (name, locked) in &old.fixed {
            if let Some(value) = fixed.get(name)
                && value.value != locked.value
            {
                replaced(cx, name, value, locked);
            }
        }
        switched_vpc(cx, model, old);
        removed_zones(cx, model, old);
        moved_blocks(cx, model, old);
    }
    let mut lock = Lock { fixed, zones: zones(model, old) };
    number_ipv6(model, old, &mut lock);
    lock
}

/// The facts, by the names that they have in the lock. The zone of a single NAT gateway may move: it is kept, not fixed.
fn fixed(model: &Model) -> BTreeMap<String, Sp<String>> {
    let cluster = &model.cluster;
    let mut fixed = BTreeMap::new();
    let mut put = |name: &str, value: String, span: &Span| {
        fixed.insert(name.to_owned(), Sp::new(value, span.clone()));
    };
    put("cluster", cluster.name.to_string(), &cluster.name.span);
    put("region", cluster.region.to_string(), &cluster.region.span);
    match &model.vpc.mode {
        VpcMode::Adopt(adopted) => put("vpc_id", adopted.id.value.to_string(), &adopted.id.span),
        VpcMode::Create(created) => {
            put("vpc_cidr", model.vpc.cidr.value.to_string(), &model.vpc.cidr.span);
            if let Nat::Single(zone) = &created.nat.value {
                put("nat_zone", zone.to_string(), &created.nat.span);
            }
        }
    }
    if let Some(new) = cluster.new_cluster() {
        if let Some(service) = &new.service_cidr {
            put("service_cidr", service.value.to_string(), &service.span);
        }
        match &model.pods.strategy.value {
            Strategy::Ipv6 => put("ip_family", "ipv6".to_owned(), &model.pods.strategy.span),
            Strategy::Calico { cidr, .. } => put("pod_cidr", cidr.value.to_string(), &cidr.span),
            _ => {}
        }
    }
    fixed
}

fn replaced(cx: &mut Context<'_>, name: &str, value: &Sp<String>, locked: &Sp<String>) {
    let (path, what) = match name {
        "cluster" => ("cluster.name", "a cluster's name"),
        "region" => ("cluster.region", "a cluster's Region"),
        "service_cidr" => ("cluster.service_cidr", "a cluster's Service addresses"),
        "vpc_cidr" => ("vpc.cidr", "a VPC's primary block"),
        "vpc_id" => ("vpc.id", "a cluster's VPC"),
        "ip_family" => ("pods.strategy", "a cluster's IP family"),
        "pod_cidr" => ("pods.cidr", "the overlay's block"),
        _ => return,
    };
    if cx.faults.touch(path) {
        return;
    }
    let finding = Diagnostic::new(&LOCK_CONFLICT, format!("`{}` was `{}`: {what} never changes in place", value.value, locked.value))
        .at(&value.span, "")
        .label(SourceId::Lock, &locked.span, "recorded here", false)
        .note("AWS would replace it, and everything in it")
        .help(format!("keep `{}`; for something new start with another file and an empty lock", locked.value));
    cx.refuse(path, finding);
}

fn switched_vpc(cx: &mut Context<'_>, model: &Model, old: &Lock) {
    let (gone, at) = match &model.vpc.mode {
        VpcMode::Adopt(adopted) => ("vpc_cidr", &adopted.id.span),
        VpcMode::Create(_) => ("vpc_id", &model.vpc.cidr.span),
    };
    if let Some(locked) = old.fixed.get(gone)
        && !cx.faults.touch("vpc")
    {
        let finding = Diagnostic::new(&LOCK_CONFLICT, "the file changes between a VPC that eksnet makes and one that exists")
            .at(at, "")
            .label(SourceId::Lock, &locked.span, "recorded here", false)
            .help("restore `[vpc]`; for another VPC start with another file and an empty lock");
        cx.refuse("vpc", finding);
    }
}

fn removed_zones(cx: &mut Context<'_>, model: &Model, old: &Lock) {
    if model.cluster.new_cluster().is_none() || cx.faults.touch("zones") {
        return;
    }
    for (name, locked) in &old.zones {
        let Some(control) = locked.blocks.get(&SubnetRole::Control) else { continue };
        if model.zones.keys().any(|zone| zone.as_str() == name) {
            continue;
        }
        let finding = Diagnostic::new(&ZONE_REMOVED, format!("zone `{name}` is gone from the file, but the cluster has a subnet there"))
            .at(&model.cluster.span, "EKS fixes a cluster's zones for life")
            .label(SourceId::Lock, &control.span, "its control subnet", false)
            .help(format!("keep `[zones.{name}]` with `retired = true`: nodes and pods leave, the control subnet stays"));
        cx.refuse(&format!("zones.{name}"), finding);
    }
}

/// Blocks written in the file are fixed as well, once they were given out.
fn moved_blocks(cx: &mut Context<'_>, model: &Model, old: &Lock) {
    for (zone, network) in &model.zones {
        for (role, subnet) in &network.subnets {
            let path = format!("zones.{zone}.{role}");
            let Some(locked) = old.block(zone.as_str(), *role) else { continue };
            if subnet.origin != Origin::Explicit || subnet.cidr.value == locked.value || cx.faults.touch(&path) {
                continue;
            }
            let finding = Diagnostic::new(
                &LOCK_CONFLICT,
                format!("the {role} subnet of `{zone}` is `{}`; `{}` would replace it", locked.value, subnet.cidr.value),
            )
            .at(&subnet.cidr.span, "")
            .label(SourceId::Lock, &locked.span, "given out earlier", false)
            .note("AWS cannot move a subnet; replacing one ends everything that has an address in it")
            .help(format!("keep `{}`; to replace the subnet all the same, remove its line from the lock file", locked.value));
            cx.refuse(&path, finding);
        }
    }
}

fn zones(model: &Model, old: Option<&Lock>) -> BTreeMap<String, LockedZone> {
    let mut zones = BTreeMap::new();
    for (zone, network) in &model.zones {
        let before = old.and_then(|old| old.zones.get(zone.as_str()));
        // A retired zone keeps its blocks: whoever brings it back finds them.
        let mut blocks: BTreeMap<SubnetRole, Sp<Cidr>> =
            if network.retired { before.map(|zone| zone.blocks.clone()).unwrap_or_default() } else { BTreeMap::new() };
        for (role, subnet) in &network.subnets {
            // Subnets that exist are nobody's to give out; but which of them the cluster was made with never changes (S8).
            let of_cluster = *role == SubnetRole::Control && model.cluster.new_cluster().is_some();
            if of_cluster || !matches!(subnet.origin, Origin::Adopted(_)) {
                blocks.insert(*role, subnet.cidr.clone());
            }
        }
        if !blocks.is_empty() {
            zones.insert(zone.to_string(), LockedZone { blocks, ipv6: BTreeMap::new() });
        }
    }
    zones
}

/// With IPv6 pods each subnet has a /64 by number, in the order in which IPv4 blocks are carved: larger ones first.
fn number_ipv6(model: &Model, old: Option<&Lock>, lock: &mut Lock) {
    if model.vpc.created().is_none_or(|created| created.ipv6.is_none()) {
        return;
    }
    let locked = |zone: &str, role: SubnetRole| old.and_then(|old| old.zones.get(zone)?.ipv6.get(&role)).map(|number| number.value);
    let mut wanted: Vec<(u8, SubnetRole, String)> = lock
        .zones
        .iter()
        .flat_map(|(zone, locked)| locked.blocks.iter().map(|(role, block)| (block.value.prefix_len(), *role, zone.clone())))
        .collect();
    wanted.sort();
    let mut used: Vec<u32> =
        old.iter().flat_map(|old| old.zones.values()).flat_map(|zone| zone.ipv6.values()).map(|number| number.value).collect();
    for (_, role, zone) in wanted {
        let number = locked(&zone, role).unwrap_or_else(|| {
            let free = (0..=u32::MAX).find(|n| !used.contains(n)).unwrap_or(0);
            used.push(free);
            free
        });
        if let Some(entry) = lock.zones.get_mut(&zone) {
            entry.ipv6.insert(role, Sp::new(number, 0..0));
        }
    }
}
