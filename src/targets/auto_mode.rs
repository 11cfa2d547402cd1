//! EKS Auto Mode: its NodeClass and NodePools as plain YAML, an example, and what Terraform makes for them.

use askama::Template;

use crate::targets::page::{Page, add, pages};
use crate::targets::tree::{Provenance, Tree};
use crate::targets::view::auto_mode::{AutoModeView, PoolView};
use crate::targets::view::site::View;

pages! {
    Template as Cluster: "terraform/modules/cluster/auto_mode.tf" <- ["pods.isolate"];
    Template as Test: "terraform/tests/manifests.tftest.hcl" <- ["cluster.name", "zones", "nodes"];
    Template as NetworkPolicy: "manifests/auto-mode/network-policy.yaml" <- ["pods.isolate", "cni.network_policy"];
    Template as Example: "manifests/example/server.yaml" <- ["pods.isolate", "nodes"];
}

/// The NodeClass.
#[derive(Template)]
#[template(path = "manifests/auto-mode/nodeclass.yaml")]
struct NodeClass<'a> {
    v: &'a View,
    auto: &'a AutoModeView,
}

impl Page for NodeClass<'_> {
    const PROVENANCE: Provenance =
        Provenance { template: "manifests/auto-mode/nodeclass.yaml", keys: &["cluster.name", "zones", "pods", "cni.prefix_delegation"] };
}

/// One NodePool.
#[derive(Template)]
#[template(path = "manifests/auto-mode/nodepool.yaml")]
struct NodePool<'a> {
    v: &'a View,
    auto: &'a AutoModeView,
    pool: &'a PoolView,
}

impl Page for NodePool<'_> {
    const PROVENANCE: Provenance = Provenance { template: "manifests/auto-mode/nodepool.yaml", keys: &["nodes", "zones"] };
}

/// Adds everything, when the strategy is Auto Mode.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    let Some(auto) = &v.auto_mode else { return Ok(()) };
    add(tree, "manifests/auto-mode/nodeclass.yaml", &NodeClass { v, auto })?;
    for pool in &auto.pools {
        add(tree, &format!("manifests/auto-mode/nodepool-{}.yaml", pool.name), &NodePool { v, auto, pool })?;
    }
    if auto.network_policy {
        add(tree, "manifests/auto-mode/network-policy.yaml", &NetworkPolicy { v })?;
    }
    add(tree, &format!("manifests/example/{}.yaml", auto.example), &Example { v })?;
    add(tree, "terraform/modules/cluster/auto_mode.tf", &Cluster { v })?;
    add(tree, "terraform/tests/manifests.tftest.hcl", &Test { v })
}
