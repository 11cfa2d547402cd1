//! What the shell scripts are told.

use crate::model::cni::{Identity, Install};
use crate::model::network::Model;
use crate::model::node_group::NodeKind;
use crate::model::pods::Strategy;
use crate::model::subnet::SubnetRole;
use crate::planning::instances;
use crate::targets::view::address_use::AddressUseView;

/// Facts of the scripts.
pub struct ScriptsView {
    /// Zones with pods.
    pub zones: Vec<ScriptZone>,
    /// Node subnets of zones with nodes.
    pub node_zones: Vec<ScriptSubnet>,
    /// What one more node takes from its node subnet.
    pub node_cost: u32,
    /// Why.
    pub node_cost_reason: String,
    /// Whether a running aws-node is taken over.
    pub adopt: bool,
    /// Addresses that a pod subnet must have free.
    pub least_free: u32,
    /// Why.
    pub least_free_reason: String,
    /// What to do about a setting that is not in force. Goes into a double-quoted shell string: only text of eksnet's own.
    pub env_remedy: &'static str,
    /// Variable by which a pod of aws-node shows that it has a role of its own.
    pub role_variable: Option<&'static str>,
    /// How it gets that role.
    pub role_by: &'static str,
    /// Why nodes are replaced.
    pub cycle_reason: &'static str,
    /// Pinned version of the add-on; empty: none.
    pub addon_version: String,
    /// Role that the file names; empty: none.
    pub role_arn: String,
}

/// A zone.
pub struct ScriptZone {
    /// Its name.
    pub name: String,
    /// Block of its pod subnet.
    pub pod_cidr: String,
    /// Block of its node subnet.
    pub node_cidr: String,
}

/// A node subnet.
pub struct ScriptSubnet {
    /// Its zone.
    pub name: String,
    /// Its block.
    pub cidr: String,
}

impl ScriptsView {
    /// From the model.
    pub fn new(model: &Model, address_use: Option<&AddressUseView>) -> Self {
        let existing = model.cluster.existing().is_some();
        let install = model.cni.install.value;
        let by_addon = install == Install::Addon;
        let pin = model.cni.addon_version.as_ref().or_else(|| model.addons.get("vpc-cni"));
        let (least_free, least_free_reason) = least_free(model);
        let (role_variable, role_by) = match (by_addon && !existing, model.cni.identity) {
            (true, Identity::PodIdentity) => (Some("AWS_CONTAINER_CREDENTIALS_FULL_URI"), "Pod Identity"),
            (true, Identity::Irsa) => (Some("AWS_WEB_IDENTITY_TOKEN_FILE"), "its service account's token"),
            (false, _) => (None, ""),
        };
        Self {
            zones: model
                .subnets(SubnetRole::Pod)
                .map(|(zone, pod)| ScriptZone {
                    name: zone.to_string(),
                    pod_cidr: pod.cidr.to_string(),
                    node_cidr: model
                        .zones
                        .get(zone)
                        .and_then(|zone| zone.subnet(SubnetRole::Node))
                        .map(|node| node.cidr.to_string())
                        .unwrap_or_default(),
                })
                .collect(),
            node_zones: model
                .subnets(SubnetRole::Node)
                .map(|(zone, node)| ScriptSubnet { name: zone.to_string(), cidr: node.cidr.to_string() })
                .collect(),
            node_cost: address_use.map_or(1, |used| used.node_cost),
            node_cost_reason: address_use.map(|used| used.node_cost_reason.clone()).unwrap_or_default(),
            adopt: model.cni.adopt.is_some(),
            least_free,
            least_free_reason,
            env_remedy: match (install, existing) {
                (Install::Addon, false) => "the add-on's configuration is not in force",
                (Install::Addon, true) => "a value set by hand stays until it is taken back with kubectl set env",
                (Install::Helm, _) => "the Helm values are not in force",
                (Install::Manifests, _) => "the patch is not in force",
            },
            role_variable,
            role_by,
            cycle_reason: if !model.pods.strategy.value.has_pod_subnets() {
                "A change of a launch template, or from single addresses to prefixes, reaches new nodes only (C12)."
            } else if matches!(model.pods.strategy.value, Strategy::Discovery { .. }) {
                "Interfaces that a node has already stay where they are: only a new one follows the tags throughout (P19)."
            } else if existing {
                "Pods of a node that joined before custom networking stay in its subnet until then (C12)."
            } else {
                "A change of the CNI, or of a self-managed launch template, reaches new nodes only (C12)."
            },
            addon_version: pin.map(|version| version.to_string()).unwrap_or_default(),
            role_arn: model.cni.role_arn.as_ref().map(|arn| arn.to_string()).unwrap_or_default(),
        }
    }
}

/// What one more node takes at once: an interface's own address and a prefix, or a whole interface.
fn least_free(model: &Model) -> (u32, String) {
    if model.cni.prefix_delegation.value {
        return (17, "an interface and its first prefix".to_owned());
    }
    if let Some(minimum) = &model.cni.targets.minimum_ip {
        return (minimum.value + 1, "an interface and the minimum of addresses".to_owned());
    }
    let declared = model.nodes.values().filter(|group| !matches!(group.kind.value, NodeKind::Karpenter | NodeKind::Auto));
    let types = declared.flat_map(|group| &group.instance_types).filter_map(|name| instances::find(name.as_str()));
    match types.max_by_key(|limits| (limits.ipv4_per_eni, std::cmp::Reverse(limits.name))) {
        Some(limits) => (limits.ipv4_per_eni, format!("an interface of a {} with all its addresses", limits.name)),
        None => (16, "an interface with its addresses".to_owned()),
    }
}
