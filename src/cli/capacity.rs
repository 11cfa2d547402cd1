//! `eksnet capacity`: how many pods and addresses a node has.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use serde::Serialize;

use crate::cli::capacity_args::{CapacityArgs, CapacityFormat, CapacityOf, NodeArgs};
use crate::cli::capacity_tables;
use crate::cli::check::USAGE;
use crate::cli::terminal::{err, out};
use crate::planning::derivation::{Line, counted_mode, of_max_pods, of_pool, of_subnets, of_windows, remarks};
use crate::planning::instances::{InstanceLimits, TABLE_DATE, find, suggest};
use crate::planning::max_pods::{HOST_NETWORK_PODS, MaxPods, NodeMode, max_pods, windows_max_pods};
use crate::planning::node::{Node, NodeUse};
use crate::planning::pool::{PoolSettings, Unit};

/// Runs the subcommand.
pub fn run(args: &CapacityArgs) -> io::Result<ExitCode> {
    match &args.of {
        CapacityOf::Node(args) => node(args),
        CapacityOf::Instances(args) => capacity_tables::instances(args),
        CapacityOf::Subnet(args) => capacity_tables::subnets(args),
    }
}

/// The type that was named, or one of the given interfaces. `Err`: what to tell the user.
fn limits(args: &NodeArgs) -> Result<InstanceLimits, String> {
    if let Some(name) = &args.instance {
        return find(name).ok_or_else(|| {
            let hint = suggest(name).map_or_else(
                || "a type is a family and a size, such as `m5.large`; `--enis` and `--ips-per-eni` do without one".to_owned(),
                |near| format!("did you mean `{near}`? Newer types: `--enis` and `--ips-per-eni`"),
            );
            format!("error: the table of {TABLE_DATE} has no instance type `{}`\nhelp: {hint}\n", name.escape_debug())
        });
    }
    Ok(InstanceLimits {
        name: "the type",
        max_enis: args.enis.unwrap_or(1),
        ipv4_per_eni: args.ips_per_eni.unwrap_or(1),
        prefix_capable: true,
        vcpus: None,
        trunk_compatible: true,
        branch_enis: 0,
    })
}

fn node(args: &NodeArgs) -> io::Result<ExitCode> {
    let limits = match limits(args) {
        Ok(limits) => limits,
        Err(message) => {
            err(&message)?;
            return Ok(ExitCode::from(USAGE));
        }
    };
    let report = report(args, limits);
    match args.format {
        CapacityFormat::Json => {
            let text = serde_json::to_string_pretty(&report.json()).map_err(io::Error::other)?;
            out(&format!("{text}\n"))?;
        }
        CapacityFormat::Text => out(&report.text())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// All figures of one node.
struct Report<'a> {
    args: &'a NodeArgs,
    node: Node,
    found: MaxPods,
    capped: bool,
    max_pods: u32,
    pods: u32,
    taken: NodeUse,
    /// Full and bound, with ipamd's stop at max-pods.
    full: (u32, NodeUse),
    bound: NodeUse,
    remarks: Vec<String>,
}

fn report(args: &NodeArgs, limits: InstanceLimits) -> Report<'_> {
    let mode = NodeMode {
        custom_networking: args.custom_networking,
        prefix_delegation: args.prefix_delegation || args.ipv6,
        max_eni: if args.windows { Some(1) } else { args.max_eni },
        trunk: args.security_groups_for_pods,
    };
    let settings = PoolSettings {
        warm_eni: args.warm_eni_target,
        warm_ip: args.warm_ip_target,
        minimum_ip: args.minimum_ip_target,
        warm_prefix: args.warm_prefix_target,
    };
    let mut node = Node { limits, mode, target: settings.target(Unit::Ip), brake: args.max_pods, ipv6: args.ipv6 };
    node.target = if args.windows { settings.windows_target(node.unit()) } else { settings.target(node.unit()) };
    let found = if args.windows { windows_max_pods(&limits, args.prefix_delegation) } else { max_pods(&limits, counted_mode(&node)) };
    // The cap goes by vCPUs (M5), which interfaces alone do not tell.
    let capped = args.instance.is_some() || args.windows;
    let on_host = if args.windows { 0 } else { HOST_NETWORK_PODS };
    let max_pods = args.max_pods.unwrap_or(if capped { found.pods } else { found.by_addresses });
    let most_pods = max_pods.saturating_sub(on_host);
    let pods = args.pods.unwrap_or(most_pods);
    let taken = node.holding(pods);
    let braked = Node { brake: Some(max_pods), ..node };
    let ignored = if args.ipv6 || args.windows { Vec::new() } else { settings.ignored(node.unit()) };
    let remarks = remarks(&node, &ignored, pods, &taken);
    Report {
        args,
        found,
        capped,
        max_pods,
        pods,
        taken,
        full: (most_pods, braked.holding(most_pods)),
        bound: braked.bound(most_pods),
        remarks,
        node,
    }
}

#[derive(Serialize)]
struct Json<'a> {
    version: u32,
    instance: Option<&'a str>,
    max_enis: u32,
    ipv4_per_eni: u32,
    pods: u32,
    attached_enis: u32,
    held: u32,
    unit: &'static str,
    decided_by: &'static str,
    max_pods: u32,
    max_pods_by_addresses: u32,
    max_pods_rule: Option<String>,
    pod_subnet_addresses: u32,
    node_subnet_addresses: u32,
    pods_without_address: u32,
    rests: bool,
    full: Figures,
    bound: Figures,
    remarks: &'a [String],
}

#[derive(Serialize)]
struct Figures {
    pods: Option<u32>,
    attached_enis: u32,
    held: u32,
    pod_subnet_addresses: u32,
    node_subnet_addresses: u32,
}

fn figures(pods: Option<u32>, taken: &NodeUse) -> Figures {
    Figures {
        pods,
        attached_enis: taken.attached_enis,
        held: taken.held,
        pod_subnet_addresses: taken.pod_subnet,
        node_subnet_addresses: taken.node_subnet,
    }
}

impl Report<'_> {
    fn json(&self) -> Json<'_> {
        let taken = &self.taken;
        Json {
            version: 1,
            instance: self.args.instance.as_deref(),
            max_enis: self.node.limits.max_enis,
            ipv4_per_eni: self.node.limits.ipv4_per_eni,
            pods: self.pods,
            attached_enis: taken.attached_enis,
            held: taken.held,
            unit: taken.unit.as_str(),
            decided_by: taken.bound.as_str(),
            max_pods: self.max_pods,
            max_pods_by_addresses: self.found.by_addresses,
            max_pods_rule: self.rule(),
            pod_subnet_addresses: taken.pod_subnet,
            node_subnet_addresses: taken.node_subnet,
            pods_without_address: self.pods - taken.served,
            rests: taken.rests,
            full: figures(Some(self.full.0), &self.full.1),
            bound: figures(None, &self.bound),
            remarks: &self.remarks,
        }
    }

    fn max_pods_lines(&self) -> Vec<Line> {
        if self.args.windows { of_windows(&self.node, &self.found) } else { of_max_pods(&self.node, &self.found, self.capped) }
    }

    /// The rule behind max-pods; none when the user gave it.
    fn rule(&self) -> Option<String> {
        if self.args.max_pods.is_some() {
            return None;
        }
        self.max_pods_lines()
            .into_iter()
            .find(|line| line.decides)
            .and_then(|line| line.sum.rsplit_once('(').map(|(_, rule)| rule.trim_end_matches(')').to_owned()))
    }

    fn text(&self) -> String {
        let mut text = String::from("max-pods\n");
        let mut lines = self.max_pods_lines();
        if let Some(given) = self.args.max_pods {
            for line in &mut lines {
                line.decides = false;
            }
            lines.push(Line { sum: "--max-pods".to_owned(), result: u64::from(given), of: "pods", decides: true });
        }
        write_lines(&mut text, &lines);
        let _ = writeln!(text, "\npool of {} pods", self.pods);
        write_lines(&mut text, &of_pool(&self.node, self.pods, &self.taken));
        text.push_str("\naddresses\n");
        write_lines(&mut text, &of_subnets(&self.node, &self.taken));
        let _ = writeln!(text, "\n{:<26}{:>6}{:>10}{:>7}{:>11}{:>12}", "", "pods", "held", "ENIs", "pod subnet", "node subnet");
        let row = |text: &mut String, name: &str, pods: Option<u32>, taken: &NodeUse| {
            let pods = pods.map_or_else(|| "-".to_owned(), |pods| pods.to_string());
            let held = match taken.unit {
                Unit::Ip => taken.held.to_string(),
                Unit::Prefix if self.node.ipv6 => format!("{} x /80", taken.held),
                Unit::Prefix => format!("{} x /28", taken.held),
            };
            let _ =
                writeln!(text, "{name:<26}{pods:>6}{held:>10}{:>7}{:>11}{:>12}", taken.attached_enis, taken.pod_subnet, taken.node_subnet);
        };
        row(&mut text, "steady", Some(self.pods), &self.taken);
        row(&mut text, &format!("full, max-pods {}", self.max_pods), Some(self.full.0), &self.full.1);
        row(&mut text, "never more than", None, &self.bound);
        for remark in &self.remarks {
            let _ = writeln!(text, "\nnote: {remark}");
        }
        text
    }
}

fn write_lines(text: &mut String, lines: &[Line]) {
    for line in lines {
        let mark = if line.decides { "  <- decides" } else { "" };
        let _ = writeln!(text, "  {:<50}{:>6} {}{mark}", line.sum, line.result, line.of);
    }
}
