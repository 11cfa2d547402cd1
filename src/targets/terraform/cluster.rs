//! Module `cluster`: a new EKS cluster.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Main: "terraform/modules/cluster/main.tf" <- ["cluster.source", "cni.security_groups_for_pods"];
    Template as Variables: "terraform/modules/cluster/variables.tf" <- [];
    Template as Outputs: "terraform/modules/cluster/outputs.tf" <- ["cni.identity"];
    Template as Versions: "terraform/modules/cluster/versions.tf" <- [];
    Template as Test: "terraform/tests/cluster.tftest.hcl" <- [];
}

/// Adds the module, when the cluster is made here.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if v.cluster.existing {
        return Ok(());
    }
    add(tree, "terraform/modules/cluster/main.tf", &Main { v })?;
    add(tree, "terraform/modules/cluster/variables.tf", &Variables { v })?;
    add(tree, "terraform/modules/cluster/outputs.tf", &Outputs { v })?;
    add(tree, "terraform/modules/cluster/versions.tf", &Versions { v })?;
    add(tree, "terraform/tests/cluster.tftest.hcl", &Test { v })
}
