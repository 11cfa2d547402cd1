//! The smallest subnets, for people.

use std::fmt::Write as _;

use crate::planning::sizing::{Size, Wanted};

/// Renders sizes.
pub fn render(wanted: Wanted, sizes: &[Size]) -> String {
    let mut text = String::from("smallest subnets for ");
    let mut parts = vec![wanted.nodes.map_or_else(|| "the groups at their `max`".to_owned(), |nodes| format!("{nodes} nodes"))];
    parts.extend(wanted.pods_per_node.map(|pods| format!("{pods} pods on each")));
    if wanted.growth > 0 {
        parts.push(format!("{}% more of them", wanted.growth));
    }
    let _ = writeln!(text, "{}\n", parts.join(", "));
    let _ = writeln!(text, "{:<9}{:<9}{:<9}{:>11}   decided by", "role", "today", "needs", "addresses");
    for size in sizes {
        let needs = size.prefix.map_or_else(|| "> /16".to_owned(), |prefix| format!("/{prefix}"));
        let short = size.prefix.is_none_or(|prefix| prefix < size.cidr.prefix_len());
        let mark = if short { "!" } else { "" };
        let _ = writeln!(
            text,
            "{:<9}{:<9}{:<9}{:>11}   {}",
            size.role.as_str(),
            format!("/{}", size.cidr.prefix_len()),
            format!("{needs}{mark}"),
            size.asked,
            size.day.describe()
        );
    }
    let short: Vec<&Size> = sizes.iter().filter(|size| size.prefix.is_none_or(|prefix| prefix < size.cidr.prefix_len())).collect();
    if short.is_empty() {
        text.push_str("\nnothing needs to change\n");
        return text;
    }
    let lines: Vec<String> = short.iter().filter_map(|size| size.line()).collect();
    if !lines.is_empty() {
        let _ = writeln!(text, "\nwrite under `[subnets]`, before the subnets are made:\n  {}", lines.join("\n  "));
    }
    for size in short.iter().filter(|size| size.line().is_none()) {
        match size.prefix {
            None => {
                let _ = writeln!(text, "\nno single {} subnet is large enough: add a zone, or hold fewer addresses a node", size.role);
            }
            Some(prefix) => {
                let _ = writeln!(text, "\nthe {} subnets have fixed blocks: give each a /{prefix} of its own", size.role);
            }
        }
    }
    text
}
