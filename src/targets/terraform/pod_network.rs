//! Module `pod-network`: what is added to a VPC that is there.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Main: "terraform/modules/pod-network/main.tf" <- ["vpc", "cluster.source", "pods.security_groups"];
    Template as Variables: "terraform/modules/pod-network/variables.tf" <- ["vpc", "cluster.source"];
    Template as Outputs: "terraform/modules/pod-network/outputs.tf" <- ["cluster.source", "cni.install"];
    Template as Versions: "terraform/modules/pod-network/versions.tf" <- [];
    Template as Test: "terraform/tests/pod-network.tftest.hcl" <- ["vpc", "cluster.source", "cni.install"];
}

/// Adds the module, when the VPC is adopted.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if v.network.adopt.is_none() {
        return Ok(());
    }
    add(tree, "terraform/modules/pod-network/main.tf", &Main { v })?;
    add(tree, "terraform/modules/pod-network/variables.tf", &Variables { v })?;
    add(tree, "terraform/modules/pod-network/outputs.tf", &Outputs { v })?;
    add(tree, "terraform/modules/pod-network/versions.tf", &Versions { v })?;
    add(tree, "terraform/tests/pod-network.tftest.hcl", &Test { v })
}
