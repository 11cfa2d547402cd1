//! The whole view: one value that every template prints from.

use crate::config::reader::Scalar;
use crate::model::network::Model;
use crate::targets::hcl;
use crate::targets::view::address_use::AddressUseView;
use crate::targets::view::auto_mode::AutoModeView;
use crate::targets::view::calico::CalicoView;
use crate::targets::view::cluster::ClusterView;
use crate::targets::view::cni::CniView;
use crate::targets::view::helm::HelmView;
use crate::targets::view::network::NetworkView;
use crate::targets::view::nodes::NodesView;
use crate::targets::view::pair::{Setting, Text};
use crate::targets::view::readme::ReadmeView;
use crate::targets::view::scripts::ScriptsView;
use crate::targets::view::strategy::StrategyView;
use askama::filters::Safe;

/// Everything that is printed.
pub struct View {
    /// What made the file, from what, and how to make it again.
    pub made_by: String,
    /// The input's file name.
    pub source: String,
    /// How to make everything again.
    pub command: String,
    /// The cluster's name.
    pub name: String,
    /// The Region.
    pub region: String,
    /// The only account.
    pub account_id: Option<String>,
    /// Tags of the input.
    pub tags: Vec<Text>,
    /// Terraform's version constraint.
    pub required_version: String,
    /// Arguments of the `s3` backend.
    pub backend: Vec<Setting>,
    /// The same for the second root, with a key of its own.
    pub addons_backend: Vec<Setting>,
    /// Whether somebody beyond the VPC can answer a pod.
    pub routable: bool,
    /// Where pods get their addresses.
    pub strategy: StrategyView,
    /// The network.
    pub network: NetworkView,
    /// The cluster.
    pub cluster: ClusterView,
    /// EKS Auto Mode.
    pub auto_mode: Option<AutoModeView>,
    /// The CNI.
    pub cni: CniView,
    /// The nodes.
    pub nodes: NodesView,
    /// What nodes and pods take from the subnets that they share.
    pub address_use: Option<AddressUseView>,
    /// The overlay.
    pub calico: Option<CalicoView>,
    /// Chart values.
    pub helm: HelmView,
    /// Shell scripts.
    pub scripts: ScriptsView,
    /// README.md.
    pub readme: ReadmeView,
}

impl View {
    /// From the model; `source` is the input's file name. Says what a rule should have refused.
    pub fn new(model: &Model, source: &str) -> Result<Self, String> {
        let source: String = source.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
        let command =
            if source == "eksnet.toml" { "eksnet gen --out infra".to_owned() } else { format!("eksnet gen --config {source} --out infra") };
        let network = NetworkView::new(model)?;
        let cluster = ClusterView::new(model)?;
        let cni = CniView::new(model);
        let nodes = NodesView::new(model)?;
        let address_use = AddressUseView::new(model);
        let scripts = ScriptsView::new(model, address_use.as_ref());
        let readme = ReadmeView::new(model, &network, &cni, &nodes);
        let tag = |(key, value): (&String, &crate::diag::span::Sp<String>)| Text { key: Safe(hcl::key(key)), value: value.value.clone() };
        Ok(Self {
            made_by: format!("Made by eksnet from {source}. Change that file, then run: {command}"),
            name: model.cluster.name.to_string(),
            region: model.cluster.region.to_string(),
            account_id: model.cluster.account_id.as_ref().map(|id| id.to_string()),
            tags: model.cluster.tags.iter().map(tag).collect(),
            required_version: model
                .terraform
                .required_version
                .as_ref()
                .map_or_else(|| ">= 1.9".to_owned(), |version| version.value.clone()),
            backend: backend(model, str::to_owned),
            addons_backend: backend(model, |key| match key.strip_suffix(".tfstate") {
                Some(stem) => format!("{stem}-addons.tfstate"),
                None => format!("{key}-addons"),
            }),
            routable: model.pods.routable.value,
            helm: HelmView::new(model),
            address_use,
            calico: CalicoView::new(model)?,
            strategy: StrategyView::new(model),
            auto_mode: AutoModeView::new(model)?,
            source,
            command,
            network,
            cluster,
            cni,
            nodes,
            scripts,
            readme,
        })
    }
}

fn backend(model: &Model, state_key: impl Fn(&str) -> String) -> Vec<Setting> {
    let settings = model.terraform.s3_backend.iter().flatten().map(|(name, value)| {
        let value = match value {
            Scalar::Str(text) if name == "key" => hcl::string(&state_key(text)),
            Scalar::Str(text) => hcl::string(text),
            Scalar::Int(number) => number.to_string(),
            Scalar::Bool(flag) => flag.to_string(),
        };
        Setting { key: Safe(hcl::key(name)), value: Safe(value) }
    });
    settings.collect()
}
