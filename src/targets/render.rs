//! The one entry: from the model to the tree.

use crate::model::cluster::ClusterSource;
use crate::model::network::Model;
use crate::targets::tree::Tree;
use crate::targets::view::site::View;
use crate::targets::{auto_mode, helm, manifests, readme, scripts, terraform, terraform_addons};

/// Every file of the network that `model` describes. `source` is the input's file name, for the first line of each file.
///
/// # Errors
///
/// What eksnet cannot generate yet, or what a rule should have refused; as one line of text.
pub fn render(model: &Model, source: &str) -> Result<Tree, String> {
    supported(model)?;
    let v = View::new(model, source)?;
    let mut tree = Tree::new();
    terraform::root::render(&v, &mut tree)?;
    terraform::network::render(&v, &mut tree)?;
    terraform::pod_network::render(&v, &mut tree)?;
    terraform::cluster::render(&v, &mut tree)?;
    terraform::cni::render(&v, &mut tree)?;
    terraform::nodes::render(&v, &mut tree)?;
    terraform::addons::render(&v, &mut tree)?;
    terraform_addons::render(&v, &mut tree)?;
    helm::render(&v, &mut tree)?;
    manifests::render(&v, &mut tree)?;
    auto_mode::render(&v, &mut tree)?;
    scripts::render(&v, &mut tree)?;
    readme::render(&v, &mut tree)?;
    Ok(tree)
}

fn supported(model: &Model) -> Result<(), String> {
    let install = model.cni.install.value;
    match &model.cluster.source {
        ClusterSource::Module(_) => Err("`source = \"module\"` is not generated yet: use `native`".to_owned()),
        // Nodes of a new cluster wait for the CNI, and only the add-on can come between the two in one apply.
        ClusterSource::Native(_) if install != crate::model::cni::Install::Addon && model.pods.strategy.value.has_aws_node() => {
            Err(format!("a new cluster gets its CNI as the add-on, not by `install = \"{}\"`", install.as_str()))
        }
        ClusterSource::Existing(_) if model.vpc.created().is_some() => {
            Err("an existing cluster has its VPC already: adopt it by `id`".to_owned())
        }
        ClusterSource::Native(_) | ClusterSource::Existing(_) => Ok(()),
    }
}
