//! Module `nodes`: managed and self-managed groups.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Main: "terraform/modules/nodes/main.tf" <- [];
    Template as Managed: "terraform/modules/nodes/managed.tf" <- ["cni.role_arn"];
    Template as SelfManaged: "terraform/modules/nodes/self_managed.tf" <- ["cni.role_arn"];
    Template as UserData: "terraform/modules/nodes/user_data.mime.tftpl" <- [];
    Template as Variables: "terraform/modules/nodes/variables.tf" <- [];
    Template as Outputs: "terraform/modules/nodes/outputs.tf" <- [];
    Template as Versions: "terraform/modules/nodes/versions.tf" <- [];
    Template as Ipv6Test: "terraform/tests/ipv6/nodes.tftest.hcl" <- [];
    Template as CalicoTest: "terraform/tests/calico/nodes.tftest.hcl" <- [];
    Template as Test: "terraform/tests/nodes.tftest.hcl" <- [];
}

/// Adds the module, when there are groups to make.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if !v.nodes.any {
        return Ok(());
    }
    add(tree, "terraform/modules/nodes/main.tf", &Main { v })?;
    if !v.strategy.calico() {
        add(tree, "terraform/modules/nodes/managed.tf", &Managed { v })?;
    }
    add(tree, "terraform/modules/nodes/self_managed.tf", &SelfManaged { v })?;
    add(tree, "terraform/modules/nodes/user_data.mime.tftpl", &UserData { v })?;
    add(tree, "terraform/modules/nodes/variables.tf", &Variables { v })?;
    add(tree, "terraform/modules/nodes/outputs.tf", &Outputs { v })?;
    add(tree, "terraform/modules/nodes/versions.tf", &Versions { v })?;
    let test = "terraform/tests/nodes.tftest.hcl";
    if v.strategy.ipv6() {
        add(tree, test, &Ipv6Test { v })
    } else if v.strategy.calico() {
        add(tree, test, &CalicoTest { v })
    } else {
        add(tree, test, &Test { v })
    }
}
