//! `helm/aws-vpc-cni/`: values for the chart; the second file comes from a Terraform output.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Calico: "helm/tigera-operator/values.yaml" <- ["pods.cidr", "pods.encapsulation", "cni.chart_version"];
    Template as Values: "helm/aws-vpc-cni/values.yaml" <- ["cni", "cluster.region", "pods.routable"];
}

/// Adds the values, when Helm installs the CNI.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if v.calico.is_some() {
        return add(tree, "helm/tigera-operator/values.yaml", &Calico { v });
    }
    if !v.cni.helm() {
        return Ok(());
    }
    add(tree, "helm/aws-vpc-cni/values.yaml", &Values { v })
}
