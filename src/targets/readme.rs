//! `README.md`: what this is, the order of steps, how to verify, how to go back.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as NewCluster: "readme/new-cluster/README.md" <- ["cluster", "vpc", "zones", "nodes", "connected"];
    Template as AutoMode: "readme/auto-mode/README.md" <- ["cluster", "vpc", "zones", "pods", "nodes"];
    Template as Ipv6: "readme/ipv6/README.md" <- ["cluster", "vpc", "zones", "cni", "nodes"];
    Template as CalicoReadme: "readme/calico/README.md" <- ["cluster", "vpc", "zones", "pods", "nodes"];
    Template as ExistingAddon: "readme/existing-addon/README.md" <- ["cluster", "vpc", "zones", "cni", "connected"];
    Template as ExistingNodeSubnets: "readme/existing-node-subnets/README.md" <- ["cluster", "vpc", "zones", "cni", "nodes", "connected", "checks"];
    Template as ExistingDiscovery: "readme/existing-discovery/README.md" <- ["cluster", "vpc", "zones", "pods", "cni", "connected"];
    Template as ExistingHelm: "readme/existing-helm/README.md" <- ["cluster", "vpc", "zones", "cni", "connected"];
    Template as ExistingManifests: "readme/existing-manifests/README.md" <- ["cluster", "vpc", "zones", "cni", "connected"];
}

/// Adds the one that fits.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if v.network.facts.is_some() {
        return add(tree, "README.md", &ExistingNodeSubnets { v });
    }
    if v.auto_mode.is_some() {
        return add(tree, "README.md", &AutoMode { v });
    }
    if v.calico.is_some() {
        return add(tree, "README.md", &CalicoReadme { v });
    }
    if v.strategy.ipv6() {
        return add(tree, "README.md", &Ipv6 { v });
    }
    if v.strategy.discovery() && v.cluster.existing {
        return add(tree, "README.md", &ExistingDiscovery { v });
    }
    match (v.cluster.existing, v.cni.helm(), v.cni.manifests()) {
        (false, ..) => add(tree, "README.md", &NewCluster { v }),
        (true, true, _) => add(tree, "README.md", &ExistingHelm { v }),
        (true, _, true) => add(tree, "README.md", &ExistingManifests { v }),
        (true, ..) => add(tree, "README.md", &ExistingAddon { v }),
    }
}
