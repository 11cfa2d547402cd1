//! A VPC and a cluster that are read and compared, and to which no subnet is added.

use askama::filters::Safe;

use crate::model::network::Model;
use crate::model::pods::Strategy;
use crate::model::subnet::SubnetRole;
use crate::targets::escape::Code;
use crate::targets::hcl;
use crate::targets::view::there::AdoptedSubnetView;

/// What is there.
pub struct FactsView {
    /// The VPC.
    pub vpc_id: String,
    /// Its primary block.
    pub cidr: String,
    /// Node subnets by zone.
    pub nodes: Vec<AdoptedSubnetView>,
    /// Networks that pods talk to.
    pub connected: Vec<ConnectedView>,
}

/// A network that pods talk to.
pub struct ConnectedView {
    /// Its name as a key.
    pub key: Code,
    /// Its blocks.
    pub cidrs: Code,
}

impl FactsView {
    /// From the model; none where subnets are added, or made. Says what a rule should have refused.
    pub fn new(model: &Model) -> Result<Option<Self>, String> {
        let Some(adopted) = model.vpc.adopted() else { return Ok(None) };
        if !matches!(model.pods.strategy.value, Strategy::NodeSubnets) || model.cluster.existing().is_none() {
            return Ok(None);
        }
        let mut nodes = Vec::new();
        for (zone, network) in model.active_zones() {
            let node = network.subnet(SubnetRole::Node).ok_or_else(|| format!("zone `{zone}` has no node subnet"))?;
            let id = node.id().ok_or_else(|| format!("the node subnet of `{zone}` has no id"))?.to_string();
            nodes.push(AdoptedSubnetView { zone: zone.to_string(), id, cidr: node.cidr.to_string() });
        }
        let connected = model.connected.iter().map(|(name, network)| ConnectedView {
            key: Safe(hcl::key(name.as_str())),
            cidrs: hcl::list(network.cidrs.iter().map(|cidr| cidr.value)),
        });
        Ok(Some(Self { vpc_id: adopted.id.to_string(), cidr: model.vpc.cidr.to_string(), nodes, connected: connected.collect() }))
    }
}
