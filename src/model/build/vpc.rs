//! `[vpc]`.

use crate::config::raw::{RawConfig, RawVpc};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::span::{Sp, Span};
use crate::model::build::context::Context;
use crate::model::cidr::Cidr;
use crate::model::codes::{CONFLICTING_KEYS, OUT_OF_RANGE};
use crate::model::lock::Lock;
use crate::model::region::{Region, Zone};
use crate::model::vpc::{AdoptedVpc, CreatedVpc, Ipv6Block, Nat, TransitGateway, Vpc, VpcMode};

/// Stand-in where `vpc.cidr` was refused.
const CIDR: Cidr = Cidr::literal([10, 0, 0, 0], 16);

/// `[vpc]`. The zone of a single NAT gateway is that of the lock, or else the first zone that has nodes.
pub fn vpc(cx: &mut Context<'_>, raw: &RawConfig, lock: Option<&Lock>, region: Region) -> Vpc {
    let keys = &raw.vpc.keys;
    let cidr = keys.cidr.as_ref().and_then(|text| cx.cidr(text, "vpc.cidr")).unwrap_or_else(|| {
        cx.faults.add("vpc.cidr");
        Sp::new(CIDR, keys.span.clone())
    });
    let secondary_cidrs = cx.cidrs(&keys.secondary_cidrs, "vpc.secondary_cidrs");
    let attached_cidrs = cx.cidrs(&keys.attached_cidrs, "vpc.attached_cidrs");
    let mode = match &keys.id {
        Some(id) => {
            only_for_new(cx, &raw.vpc, &id.span);
            match cx.id(id, "vpc.id") {
                Some(id) => VpcMode::Adopt(AdoptedVpc { id, attached_cidrs }),
                // Refused: a stand-in that keeps the rest of the file meaningful.
                None => VpcMode::Adopt(AdoptedVpc { id: Sp::new(stand_in_id(), id.span.clone()), attached_cidrs }),
            }
        }
        // `id` was written, but not as a string, or not spelt so: the VPC is there all the same.
        None if cx.faults.touch("vpc.id") => VpcMode::Adopt(AdoptedVpc { id: Sp::new(stand_in_id(), keys.span.clone()), attached_cidrs }),
        None => {
            if let Some(attached) = &keys.attached_cidrs {
                let finding = Diagnostic::new(&CONFLICTING_KEYS, "`vpc.attached_cidrs` is for a VPC that exists")
                    .at(&attached.span, "")
                    .help("add `id`, or put the blocks into `secondary_cidrs`");
                cx.refuse("vpc.id", finding);
            }
            VpcMode::Create(created(cx, raw, lock, region))
        }
    };
    Vpc { cidr, secondary_cidrs, mode }
}

fn stand_in_id() -> crate::model::ids::VpcId {
    use crate::model::ids::AwsId as _;
    crate::model::ids::VpcId::parse("vpc-00000000").unwrap_or_else(|| unreachable!("the stand-in is an id"))
}

fn only_for_new(cx: &mut Context<'_>, raw: &RawVpc, id: &Span) {
    let keys = &raw.keys;
    let only_new: [(&str, Option<&Span>); 4] = [
        ("nat", keys.nat.as_ref().map(|v| &v.span)),
        ("endpoints", keys.endpoints.as_ref().map(|v| &v.span)),
        ("transit_gateway", raw.transit_gateway.as_ref().map(|v| &v.span)),
        ("ipv6", keys.ipv6.as_ref().map(|v| &v.span).or_else(|| raw.ipv6_table.as_ref().map(|v| &v.span))),
    ];
    for (key, span) in only_new {
        if let Some(span) = span {
            let finding = Diagnostic::new(&CONFLICTING_KEYS, format!("`vpc.{key}` is for a VPC that eksnet makes"))
                .at(span, "")
                .also(id, "this one exists, and eksnet changes nothing that is there")
                .help(format!("remove `{key}`"));
            cx.refuse(&format!("vpc.{key}"), finding);
        }
    }
}

fn created(cx: &mut Context<'_>, raw: &RawConfig, lock: Option<&Lock>, region: Region) -> CreatedVpc {
    let keys = &raw.vpc.keys;
    let span = keys.nat.as_ref().map_or(&keys.span, |nat| &nat.span).clone();
    let nat = match keys.nat.as_ref().map(|nat| nat.value.as_str()) {
        Some("none") => Nat::None,
        Some("single") => nat_zone(raw, lock, region).map_or(Nat::PerZone, Nat::Single),
        _ => Nat::PerZone,
    };
    let transit_gateway = raw.vpc.transit_gateway.as_ref().and_then(|gateway| {
        let id = gateway.id.as_ref().and_then(|text| cx.id(text, "vpc.transit_gateway.id"))?;
        Some(TransitGateway { id, default_route: gateway.default_route.as_ref().is_some_and(|flag| flag.value) })
    });
    let way_out = nat != Nat::None || transit_gateway.as_ref().is_some_and(|gateway| gateway.default_route);
    CreatedVpc {
        nat: Sp::new(nat, span),
        endpoints: keys.endpoints.as_ref().map_or(!way_out, |flag| flag.value),
        transit_gateway,
        ipv6: ipv6(cx, &raw.vpc),
        ipv6_span: keys.ipv6.as_ref().map(|word| &word.span).or_else(|| raw.vpc.ipv6_table.as_ref().map(|table| &table.span)).cloned(),
    }
}

fn nat_zone(raw: &RawConfig, lock: Option<&Lock>, region: Region) -> Option<Zone> {
    let active =
        |name: &str| raw.zones.iter().any(|zone| zone.name.value == name && !zone.keys.retired.as_ref().is_some_and(|flag| flag.value));
    lock.and_then(|lock| lock.fixed.get("nat_zone"))
        .map(|zone| zone.value.as_str())
        .filter(|zone| active(zone))
        .or_else(|| raw.zones.iter().map(|zone| zone.name.value.as_str()).find(|zone| active(zone)))
        .and_then(|zone| Zone::parse(zone, region).ok())
}

fn ipv6(cx: &mut Context<'_>, raw: &RawVpc) -> Option<Ipv6Block> {
    if let Some(word) = &raw.keys.ipv6 {
        if word.value == "amazon" {
            return Some(Ipv6Block::Amazon);
        }
        let finding = Diagnostic::new(&crate::config::codes::INVALID_VALUE, format!("`ipv6` is `{}`, which is not `amazon`", word.value))
            .at(&word.span, "")
            .help("write `\"amazon\"`, or `{ ipam_pool = \"ipam-pool-…\", netmask_length = 56 }`");
        cx.refuse("vpc.ipv6", finding);
        return None;
    }
    let table = raw.ipv6_table.as_ref()?;
    let Some(pool) = &table.ipam_pool else {
        cx.companion("vpc.ipv6.ipam_pool", "`vpc.ipv6` names no pool".to_owned(), &table.span, "add `ipam_pool = \"ipam-pool-…\"`");
        return None;
    };
    let pool = cx.id(pool, "vpc.ipv6.ipam_pool")?;
    let netmask_length = match &table.netmask_length {
        None => 56,
        Some(length) if (44..=60).contains(&length.value) && length.value % 4 == 0 => u8::try_from(length.value).unwrap_or(56),
        Some(length) => {
            let finding = Diagnostic::new(&OUT_OF_RANGE, format!("a VPC takes no IPv6 block of /{}", length.value))
                .at(&length.span, "")
                .help("choose 44, 48, 52, 56 or 60");
            cx.refuse("vpc.ipv6.netmask_length", finding);
            56
        }
    };
    Some(Ipv6Block::Ipam { pool, netmask_length })
}
