//! `eksnet capacity instances` and `eksnet capacity subnet`.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use serde::Serialize;

use crate::cli::capacity_args::{CapacityFormat, InstancesArgs, SubnetArgs};
use crate::cli::check::USAGE;
use crate::cli::terminal::{err, out};
use crate::model::cidr::Cidr;
use crate::planning::max_pods::NodeMode;
use crate::planning::pool::PoolSettings;
use crate::planning::rank::{Ranked, Setup, rank};
use crate::planning::space::Space;

#[derive(Serialize)]
struct Instances<'a> {
    version: u32,
    instances: Vec<Instance<'a>>,
}

#[derive(Serialize)]
struct Instance<'a> {
    instance: &'a str,
    vcpus: Option<u32>,
    max_pods: u32,
    pods: u32,
    addresses: u32,
    interface_addresses: u32,
    attached_enis: u32,
    pods_per_thousand_addresses: u32,
}

/// A ranked table of types.
pub fn instances(args: &InstancesArgs) -> io::Result<ExitCode> {
    let setup = Setup {
        mode: NodeMode { custom_networking: args.custom_networking, prefix_delegation: args.prefix_delegation, ..NodeMode::default() },
        settings: PoolSettings { warm_ip: args.warm_ip_target, minimum_ip: args.minimum_ip_target, ..PoolSettings::default() },
        pods: args.pods,
    };
    let mut found = rank(&setup, &args.begins);
    if found.is_empty() {
        err("error: no instance type carries so many pods under a name that begins so\n")?;
        return Ok(ExitCode::from(USAGE));
    }
    let all = found.len();
    if args.top > 0 {
        found.truncate(args.top);
    }
    match args.format {
        CapacityFormat::Json => print(&Instances { version: 1, instances: found.iter().map(instance).collect() })?,
        CapacityFormat::Text => out(&table(&found, all))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn instance(ranked: &Ranked) -> Instance<'_> {
    Instance {
        instance: ranked.limits.name,
        vcpus: ranked.limits.vcpus,
        max_pods: ranked.max_pods,
        pods: ranked.pods,
        addresses: ranked.addresses,
        interface_addresses: ranked.own,
        attached_enis: ranked.enis,
        pods_per_thousand_addresses: ranked.per_thousand,
    }
}

fn table(found: &[Ranked], all: usize) -> String {
    let mut text =
        format!("{:<22}{:>6}{:>10}{:>7}{:>11}{:>7}{:>15}\n", "type", "vCPUs", "max-pods", "pods", "addresses", "ENIs", "pods/address");
    for ranked in found {
        let vcpus = ranked.limits.vcpus.map_or_else(|| "?".to_owned(), |vcpus| vcpus.to_string());
        let _ = writeln!(
            text,
            "{:<22}{vcpus:>6}{:>10}{:>7}{:>11}{:>7}{:>11}.{:03}",
            ranked.limits.name,
            ranked.max_pods,
            ranked.pods,
            ranked.addresses,
            ranked.enis,
            ranked.per_thousand / 1000,
            ranked.per_thousand % 1000
        );
    }
    if found.len() < all {
        let _ = writeln!(text, "… and {} more; --top 0 shows all", all - found.len());
    }
    text
}

#[derive(Serialize)]
struct Subnets {
    version: u32,
    subnets: Vec<SubnetFigures>,
    usable: u64,
    clean_blocks: u64,
    nodes: u64,
    left_for_pods: i64,
}

#[derive(Serialize)]
struct SubnetFigures {
    cidr: String,
    addresses: u64,
    usable: u64,
    blocks: u64,
    clean_blocks: u64,
}

/// What subnets have, and what nodes leave of it.
pub fn subnets(args: &SubnetArgs) -> io::Result<ExitCode> {
    let mut found = Vec::new();
    for text in &args.cidrs {
        match Cidr::parse(text) {
            Ok(cidr) if (16..=28).contains(&cidr.prefix_len()) => found.push(cidr),
            Ok(_) => return refuse(text, "AWS makes subnets from /16 to /28 (S1)"),
            Err(_) => return refuse(text, "that is not an IPv4 block such as 10.0.0.0/24"),
        }
    }
    let figures: Vec<SubnetFigures> = found
        .iter()
        .map(|cidr| {
            let space = Space::new(*cidr, None);
            SubnetFigures {
                cidr: cidr.to_string(),
                addresses: cidr.size(),
                usable: space.usable(),
                blocks: cidr.size() / 16,
                clean_blocks: space.clean(),
            }
        })
        .collect();
    let usable: u64 = figures.iter().map(|figures| figures.usable).sum();
    let left = i64::try_from(usable).unwrap_or(i64::MAX).saturating_sub(i64::try_from(args.nodes).unwrap_or(i64::MAX));
    let total = Subnets {
        version: 1,
        usable,
        clean_blocks: figures.iter().map(|figures| figures.clean_blocks).sum(),
        nodes: args.nodes,
        left_for_pods: left,
        subnets: figures,
    };
    match args.format {
        CapacityFormat::Json => print(&total)?,
        CapacityFormat::Text => out(&subnet_table(&total))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn subnet_table(total: &Subnets) -> String {
    let mut text = format!("{:<20}{:>11}{:>10}{:>14}{:>14}\n", "subnet", "addresses", "usable", "/28 blocks", "of them clean");
    for subnet in &total.subnets {
        let _ = writeln!(
            text,
            "{:<20}{:>11}{:>10}{:>14}{:>14}",
            subnet.cidr, subnet.addresses, subnet.usable, subnet.blocks, subnet.clean_blocks
        );
    }
    let _ = writeln!(text, "\nusable: {}, since AWS keeps the first four and the last of each (S2)", total.usable);
    if total.nodes > 0 {
        let _ = writeln!(text, "left for pods: {} - {} nodes = {}", total.usable, total.nodes, total.left_for_pods);
    }
    text
}

fn refuse(text: &str, why: &str) -> io::Result<ExitCode> {
    err(&format!("error: `{}`: {why}\n", text.escape_debug()))?;
    Ok(ExitCode::from(USAGE))
}

fn print(figures: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_string_pretty(figures).map_err(io::Error::other)?;
    out(&format!("{text}\n"))
}
