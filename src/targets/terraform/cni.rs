//! Module `cni`: the managed add-on, new or taking over.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Main: "terraform/modules/cni/main.tf" <- ["cni.identity", "cni.role_arn"];
    Template as Adopted: "terraform/modules/cni/adopted/main.tf" <- ["cni.adopt", "cni.role_arn"];
    Template as CalicoMain: "terraform/modules/cni/calico/main.tf" <- ["pods.strategy"];
    Template as CalicoVariables: "terraform/modules/cni/calico/variables.tf" <- [];
    Template as CalicoOutputs: "terraform/modules/cni/calico/outputs.tf" <- [];
    Template as CalicoTest: "terraform/tests/calico/cni.tftest.hcl" <- [];
    Template as Facts: "terraform/modules/cni/facts.tf" <- ["vpc", "zones", "connected"];
    Template as Settings: "terraform/modules/cni/settings.tf" <- [];
    Template as Variables: "terraform/modules/cni/variables.tf" <- ["cni.identity", "cni.role_arn"];
    Template as Outputs: "terraform/modules/cni/outputs.tf" <- ["cluster.source"];
    Template as Versions: "terraform/modules/cni/versions.tf" <- [];
    Template as Test: "terraform/tests/cni.tftest.hcl" <- ["cluster.source", "cni.identity"];
    Template as NodeSubnetsTest: "terraform/tests/node_subnets/cni.tftest.hcl" <- ["cluster.source", "cni.identity"];
    Template as DiscoveryTest: "terraform/tests/discovery/cni.tftest.hcl" <- ["cluster.source", "cni.identity", "pods"];
    Template as Ipv6Test: "terraform/tests/ipv6/cni.tftest.hcl" <- ["cni.identity"];
}

/// Adds the module, when the add-on is used.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if v.calico.is_some() {
        add(tree, "terraform/modules/cni/main.tf", &CalicoMain { v })?;
        add(tree, "terraform/modules/cni/variables.tf", &CalicoVariables { v })?;
        add(tree, "terraform/modules/cni/outputs.tf", &CalicoOutputs { v })?;
        add(tree, "terraform/modules/cni/versions.tf", &Versions { v })?;
        return add(tree, "terraform/tests/cni.tftest.hcl", &CalicoTest { v });
    }
    if !v.cni.addon() {
        return Ok(());
    }
    if v.cluster.existing {
        add(tree, "terraform/modules/cni/main.tf", &Adopted { v })?;
    } else {
        add(tree, "terraform/modules/cni/main.tf", &Main { v })?;
    }
    if v.network.facts.is_some() {
        add(tree, "terraform/modules/cni/facts.tf", &Facts { v })?;
    }
    if v.cni.configured() {
        add(tree, "terraform/modules/cni/settings.tf", &Settings { v })?;
    }
    add(tree, "terraform/modules/cni/variables.tf", &Variables { v })?;
    add(tree, "terraform/modules/cni/outputs.tf", &Outputs { v })?;
    add(tree, "terraform/modules/cni/versions.tf", &Versions { v })?;
    let test = "terraform/tests/cni.tftest.hcl";
    if v.strategy.node_subnets() {
        add(tree, test, &NodeSubnetsTest { v })
    } else if v.strategy.discovery() {
        add(tree, test, &DiscoveryTest { v })
    } else if v.strategy.ipv6() {
        add(tree, test, &Ipv6Test { v })
    } else {
        add(tree, test, &Test { v })
    }
}
