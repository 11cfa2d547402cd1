//! `terraform-addons/`: a second root, for what must wait for a step outside Terraform.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Main: "terraform-addons/main.tf" <- ["cni.helm_release", "cni.chart_version", "cluster.name", "zones", "pods.security_groups"];
    Template as CalicoMain: "terraform-addons/calico/main.tf" <- ["cluster.name", "cluster.region", "addons"];
    Template as CalicoVariables: "terraform-addons/calico/variables.tf" <- [];
    Template as CalicoVersions: "terraform-addons/calico/versions.tf" <- ["terraform.required_version"];
    Template as CalicoProviders: "terraform-addons/calico/providers.tf" <- ["cluster.account_id"];
    Template as CalicoTest: "terraform-addons/calico/tests/root.tftest.hcl" <- [];
    Template as AddonsMain: "terraform/modules/addons/main.tf" <- [];
    Template as AddonsVariables: "terraform/modules/addons/variables.tf" <- [];
    Template as AddonsVersions: "terraform/modules/addons/versions.tf" <- [];
    Template as Versions: "terraform-addons/versions.tf" <- ["terraform.required_version"];
    Template as Providers: "terraform-addons/providers.tf" <- ["cluster.account_id"];
    Template as Backend: "terraform-addons/backend.tf" <- ["terraform.backend"];
    Template as Test: "terraform-addons/tests/root.tftest.hcl" <- ["vpc.id", "zones"];
}

/// Adds the root, when Terraform is to install the chart.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if v.calico.is_some() && v.nodes.any {
        return coredns(v, tree);
    }
    if v.calico.is_some() || !(v.cni.helm() && v.cni.helm_release) {
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

/// `CoreDNS` after Calico: it becomes active on ready nodes only.
fn coredns(v: &View, tree: &mut Tree) -> Result<(), String> {
    add(tree, "terraform-addons/main.tf", &CalicoMain { v })?;
    add(tree, "terraform-addons/variables.tf", &CalicoVariables { v })?;
    add(tree, "terraform-addons/versions.tf", &CalicoVersions { v })?;
    add(tree, "terraform-addons/providers.tf", &CalicoProviders { v })?;
    if !v.addons_backend.is_empty() {
        add(tree, "terraform-addons/backend.tf", &Backend { v })?;
    }
    add(tree, "terraform-addons/modules/addons/main.tf", &AddonsMain { v })?;
    add(tree, "terraform-addons/modules/addons/variables.tf", &AddonsVariables { v })?;
    add(tree, "terraform-addons/modules/addons/versions.tf", &AddonsVersions { v })?;
    add(tree, "terraform-addons/tests/root.tftest.hcl", &CalicoTest { v })
}
