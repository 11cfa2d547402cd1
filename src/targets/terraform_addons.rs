//! `terraform-addons/`: a second root, for what must wait for a step outside Terraform.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Main: "terraform-addons/main.tf" <- ["cni.helm_release", "cni.chart_version", "cluster.name", "zones", "pods.security_groups"];
    Template as Versions: "terraform-addons/versions.tf" <- ["terraform.required_version"];
    Template as Providers: "terraform-addons/providers.tf" <- ["cluster.account_id"];
    Template as Backend: "terraform-addons/backend.tf" <- ["terraform.backend"];
    Template as Test: "terraform-addons/tests/root.tftest.hcl" <- ["vpc.id", "zones"];
}

/// Adds the root, when Terraform is to install the chart.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if !(v.cni.helm() && v.cni.helm_release) {
        return Ok(());
    }
    add(tree, "terraform-addons/main.tf", &Main { v })?;
    add(tree, "terraform-addons/versions.tf", &Versions { v })?;
    add(tree, "terraform-addons/providers.tf", &Providers { v })?;
    if !v.addons_backend.is_empty() {
        add(tree, "terraform-addons/backend.tf", &Backend { v })?;
    }
    add(tree, "terraform-addons/tests/root.tftest.hcl", &Test { v })
}
