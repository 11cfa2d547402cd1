//! Module `addons`: what needs nodes to become active.

use askama::Template;

use crate::targets::page::{add, pages};
use crate::targets::tree::Tree;
use crate::targets::view::site::View;

pages! {
    Template as Main: "terraform/modules/addons/main.tf" <- [];
    Template as Variables: "terraform/modules/addons/variables.tf" <- [];
    Template as Versions: "terraform/modules/addons/versions.tf" <- [];
}

/// Adds the module, when a new cluster has nodes.
pub fn render(v: &View, tree: &mut Tree) -> Result<(), String> {
    if !v.nodes.coredns {
        return Ok(());
    }
    add(tree, "terraform/modules/addons/main.tf", &Main { v })?;
    add(tree, "terraform/modules/addons/variables.tf", &Variables { v })?;
    add(tree, "terraform/modules/addons/versions.tf", &Versions { v })
}
