//! `helm/aws-vpc-cni/`: values for the chart; the second file comes from a Terraform output.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Values: "helm/aws-vpc-cni/values.yaml" <- ["cni", "cluster.region", "pods.routable"];
}

/// Adds the values, when Helm installs the CNI.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if !v.cni.helm() {
        return Ok(());
    }
    add(tree, "helm/aws-vpc-cni/values.yaml", &Values { v })
}
