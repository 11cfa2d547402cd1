//! `manifests/`: `ENIConfig`s and the patch of aws-node, as plain YAML.

use askama::Template;

use crate::targets::page::{Page, add, pages};
use crate::targets::tree::{Provenance, Tree};
use crate::targets::view::site::View;

pages! {
    Template as Kustomization: "manifests/kustomization.yaml" <- ["zones", "pods.security_groups"];
    Template as Patch: "manifests/aws-node/patch.yaml" <- ["cni"];
    Template as NetworkPolicy: "manifests/aws-node/network-policy.yaml" <- ["cni.network_policy"];
    Template as Component: "manifests/aws-node/kustomization.yaml" <- ["cni.network_policy"];
}

/// One `ENIConfig`.
#[derive(Template)]
#[template(path = "manifests/eniconfig/zone.yaml")]
struct EniConfig<'a> {
    v: &'a View,
    zone: &'a str,
}

impl Page for EniConfig<'_> {
    const PROVENANCE: Provenance = Provenance { template: "manifests/eniconfig/zone.yaml", keys: &["zones", "pods.security_groups"] };
}

/// Adds the manifests, when they install the CNI's settings.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if !v.cni.manifests() {
        return Ok(());
    }
    add(tree, "manifests/kustomization.yaml", &Kustomization { v })?;
    for zone in &v.scripts.zones {
        add(tree, &format!("manifests/eniconfig/{}.yaml", zone.name), &EniConfig { v, zone: &zone.name })?;
    }
    add(tree, "manifests/aws-node/kustomization.yaml", &Component { v })?;
    add(tree, "manifests/aws-node/patch.yaml", &Patch { v })?;
    if v.cni.network_policy {
        add(tree, "manifests/aws-node/network-policy.yaml", &NetworkPolicy { v })?;
    }
    Ok(())
}
