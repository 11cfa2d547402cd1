//! Module `network`: a new VPC.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Main: "terraform/modules/network/main.tf" <- ["vpc.nat", "subnets"];
    Template as Endpoints: "terraform/modules/network/endpoints.tf" <- ["vpc.endpoints", "vpc.nat"];
    Template as Ipv6: "terraform/modules/network/ipv6.tf" <- ["vpc.ipv6"];
    Template as TransitGateway: "terraform/modules/network/transit_gateway.tf" <- ["vpc.transit_gateway"];
    Template as Variables: "terraform/modules/network/variables.tf" <- ["vpc"];
    Template as Outputs: "terraform/modules/network/outputs.tf" <- ["vpc"];
    Template as Versions: "terraform/modules/network/versions.tf" <- [];
    Template as Ipv6Test: "terraform/tests/ipv6/network.tftest.hcl" <- ["vpc"];
    Template as Test: "terraform/tests/network.tftest.hcl" <- ["vpc"];
}

/// Adds the module, when the VPC is made here.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if v.network.create.is_none() {
        return Ok(());
    }
    add(tree, "terraform/modules/network/main.tf", &Main { v })?;
    if v.network.endpoints {
        add(tree, "terraform/modules/network/endpoints.tf", &Endpoints { v })?;
    }
    if v.network.ipv6.is_some() {
        add(tree, "terraform/modules/network/ipv6.tf", &Ipv6 { v })?;
    }
    if v.network.transit_gateway {
        add(tree, "terraform/modules/network/transit_gateway.tf", &TransitGateway { v })?;
    }
    add(tree, "terraform/modules/network/variables.tf", &Variables { v })?;
    add(tree, "terraform/modules/network/outputs.tf", &Outputs { v })?;
    add(tree, "terraform/modules/network/versions.tf", &Versions { v })?;
    let test = "terraform/tests/network.tftest.hcl";
    if v.network.ipv6.is_some() { add(tree, test, &Ipv6Test { v }) } else { add(tree, test, &Test { v }) }
}
