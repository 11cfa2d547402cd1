//! `scripts/`: only those that the strategy needs.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Adopt: "scripts/adopt-vpc-cni.sh" <- ["cluster.name", "cni.adopt", "zones"];
    Template as Compare: "scripts/compare-vpc-cni.sh" <- ["cluster.name", "cni", "addons"];
    Template as Cycle: "scripts/cycle-nodes.sh" <- ["cluster.name", "cluster.source"];
    Template as NodeSubnetsVerify: "scripts/node_subnets/verify.sh" <- ["cluster.name", "zones", "cni", "nodes"];
    Template as Ipv6Verify: "scripts/ipv6/verify.sh" <- ["cluster.name", "zones", "cni", "nodes"];
    Template as CalicoInstall: "scripts/calico/install-calico.sh" <- ["cluster.name", "cni.chart_version"];
    Template as CalicoVerify: "scripts/calico/verify.sh" <- ["cluster.name", "pods", "nodes"];
    Template as DiscoveryVerify: "scripts/discovery/verify.sh" <- ["cluster.name", "zones", "pods", "cni", "nodes"];
    Template as Verify: "scripts/verify.sh" <- ["cluster.name", "zones", "cni", "nodes"];
    Template as VerifyAutoMode: "scripts/verify-auto-mode.sh" <- ["cluster.name", "zones", "pods", "nodes"];
}

/// Adds the scripts.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    // EKS replaces its own nodes, and there is no aws-node to take over.
    if v.auto_mode.is_some() {
        return add(tree, "scripts/verify.sh", &VerifyAutoMode { v });
    }
    if v.calico.is_some() {
        add(tree, "scripts/install-calico.sh", &CalicoInstall { v })?;
        add(tree, "scripts/cycle-nodes.sh", &Cycle { v })?;
        return add(tree, "scripts/verify.sh", &CalicoVerify { v });
    }
    if v.cni.helm() && v.scripts.adopt {
        add(tree, "scripts/adopt-vpc-cni.sh", &Adopt { v })?;
    }
    if v.cni.addon() && v.cluster.existing {
        add(tree, "scripts/compare-vpc-cni.sh", &Compare { v })?;
    }
    // Settings of targets reach running nodes; only prefixes want new ones.
    if !(v.network.facts.is_some() && !v.cni.prefix_delegation && !v.nodes.any) {
        add(tree, "scripts/cycle-nodes.sh", &Cycle { v })?;
    }
    if v.strategy.node_subnets() {
        add(tree, "scripts/verify.sh", &NodeSubnetsVerify { v })
    } else if v.strategy.ipv6() {
        add(tree, "scripts/verify.sh", &Ipv6Verify { v })
    } else if v.strategy.discovery() {
        add(tree, "scripts/verify.sh", &DiscoveryVerify { v })
    } else {
        add(tree, "scripts/verify.sh", &Verify { v })
    }
}
