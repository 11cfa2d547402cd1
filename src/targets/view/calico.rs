//! Calico in the place of the VPC CNI.

use crate::model::network::Model;
use crate::model::node_group::{NodeGroup, NodeKind};
use crate::model::pods::{Encapsulation, Strategy};
use crate::model::subnet::SubnetRole;
use crate::planning::instances;
use crate::planning::max_pods::{NodeMode, max_pods};
use crate::targets::escape::Code;
use crate::targets::hcl;
use crate::targets::view::words;

/// The chart that eksnet's values are written for, unless the file names another.
const CHART_VERSION: &str = "v3.32.1";

/// The overlay.
pub struct CalicoView {
    /// Block of the pods.
    pub cidr: String,
    /// Whether packets travel in UDP.
    pub vxlan: bool,
    /// The operator's word for that.
    pub encapsulation: &'static str,
    /// Version of the chart, with its `v`.
    pub chart_version: String,
    /// Pinned version of kube-proxy.
    pub kube_proxy_version: Option<String>,
    /// Blocks of connected networks.
    pub connected: Option<Code>,
    /// The nodes, in words.
    pub nodes: String,
    /// What a node subnet has, and how many nodes the groups have.
    pub rows: Vec<GroupRow>,
    /// Addresses of all node subnets.
    pub node_addresses: u64,
    /// Nodes at most.
    pub most_nodes: u32,
    /// Pods on all of them.
    pub most_pods: u32,
}

/// A group.
pub struct GroupRow {
    /// Its name.
    pub name: String,
    /// Nodes at most.
    pub nodes: u32,
    /// Pods on each.
    pub max_pods: u32,
    /// Pods on each that had an address with the VPC CNI (M1).
    pub vpc_cni: u32,
    /// Pods on all.
    pub pods: u32,
    /// Why.
    pub reason: String,
}

/// What the smallest type of a group carries in secondary-address mode.
fn vpc_cni(group: &NodeGroup) -> u32 {
    let types = group.instance_types.iter().filter_map(|name| instances::find(name.as_str()));
    types.map(|limits| max_pods(&limits, NodeMode::default()).pods).min().unwrap_or(0)
}

impl CalicoView {
    /// From the model; none for other strategies.
    pub fn new(model: &Model) -> Result<Option<Self>, String> {
        let Strategy::Calico { cidr, encapsulation } = &model.pods.strategy.value else { return Ok(None) };
        let vxlan = *encapsulation == Encapsulation::Vxlan;
        let mut rows = Vec::new();
        for (name, group) in model.nodes.iter().filter(|(_, group)| group.kind.value == NodeKind::SelfManaged) {
            let Some(limit) = crate::targets::view::by_strategy::limit(model, group) else { continue };
            let limit = limit?;
            let nodes = group.scaling.max.value;
            rows.push(GroupRow {
                name: name.to_string(),
                nodes,
                max_pods: limit.max_pods,
                vpc_cni: vpc_cni(group),
                pods: nodes.saturating_mul(limit.max_pods),
                reason: limit.reason,
            });
        }
        let mut connected: Vec<_> = model.connected.values().flat_map(|network| network.cidrs.iter().map(|cidr| cidr.value)).collect();
        connected.sort_unstable();
        connected.dedup();
        let chart = model.cni.chart_version.as_ref().map_or_else(|| CHART_VERSION.to_owned(), |version| version.to_string());
        Ok(Some(Self {
            cidr: cidr.to_string(),
            vxlan,
            encapsulation: if vxlan { "VXLAN" } else { "IPIP" },
            chart_version: if chart.starts_with('v') { chart } else { format!("v{chart}") },
            kube_proxy_version: model.addons.get("kube-proxy").map(|version| version.to_string()),
            connected: (!connected.is_empty()).then(|| hcl::list(connected)),
            nodes: words::and(&rows.iter().map(|row| format!("`{}`", row.name)).collect::<Vec<_>>()),
            node_addresses: model.subnets(SubnetRole::Node).map(|(_, subnet)| subnet.cidr.value.usable()).sum(),
            most_nodes: rows.iter().map(|row| row.nodes).sum(),
            most_pods: rows.iter().map(|row| row.pods).sum(),
            rows,
        }))
    }

    /// The groups, as code.
    pub fn nodes_code(&self) -> Code {
        askama::filters::Safe(self.nodes.clone())
    }
}
