//! The root module.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Main: "terraform/main.tf" <- ["cluster", "vpc", "zones", "subnets", "pods", "cni", "nodes", "access", "addons", "connected"];
    Template as Versions: "terraform/versions.tf" <- ["terraform.required_version"];
    Template as Providers: "terraform/providers.tf" <- ["cluster.region", "cluster.account_id", "cluster.tags"];
    Template as Backend: "terraform/backend.tf" <- ["terraform.backend"];
    Template as Variables: "terraform/variables.tf" <- [];
    Template as Outputs: "terraform/outputs.tf" <- ["cluster.source", "vpc", "cni.install"];
    Template as Test: "terraform/tests/root.tftest.hcl" <- ["cluster", "vpc", "zones", "nodes"];
}

/// Adds the root.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    add(tree, "terraform/main.tf", &Main { v })?;
    add(tree, "terraform/versions.tf", &Versions { v })?;
    add(tree, "terraform/providers.tf", &Providers { v })?;
    if !v.backend.is_empty() {
        add(tree, "terraform/backend.tf", &Backend { v })?;
    }
    add(tree, "terraform/variables.tf", &Variables { v })?;
    add(tree, "terraform/outputs.tf", &Outputs { v })?;
    add(tree, "terraform/tests/root.tftest.hcl", &Test { v })
}
