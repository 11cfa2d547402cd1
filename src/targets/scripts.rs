//! `scripts/`: only those that the strategy needs.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Adopt: "scripts/adopt-vpc-cni.sh" <- ["cluster.name", "cni.adopt", "zones"];
    Template as Compare: "scripts/compare-vpc-cni.sh" <- ["cluster.name", "cni", "addons"];
    Template as Cycle: "scripts/cycle-nodes.sh" <- ["cluster.name", "cluster.source"];
    Template as Verify: "scripts/verify.sh" <- ["cluster.name", "zones", "cni", "nodes"];
}

/// Adds the scripts.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if v.cni.helm() && v.scripts.adopt {
        add(tree, "scripts/adopt-vpc-cni.sh", &Adopt { v })?;
    }
    if v.cni.addon() && v.cluster.existing {
        add(tree, "scripts/compare-vpc-cni.sh", &Compare { v })?;
    }
    add(tree, "scripts/cycle-nodes.sh", &Cycle { v })?;
    add(tree, "scripts/verify.sh", &Verify { v })
}
