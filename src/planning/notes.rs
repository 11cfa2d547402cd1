//! What a plan takes for granted, in sentences.

use crate::model::network::Model;
use crate::model::node_group::NodeKind;
use crate::model::pods::Strategy;
use crate::model::subnet::SubnetRole;
use crate::planning::cost::{GroupCost, settings};
use crate::planning::pool::Unit;

/// Pod addresses of a block that Calico gives to a node at a time.
const CALICO_BLOCK: u64 = 64;

/// How pods get addresses, in a few words.
pub fn mode(model: &Model) -> String {
    let strategy = &model.pods.strategy.value;
    let prefix = model.cni.prefix_delegation.value;
    match strategy {
        Strategy::Ipv6 => "ipv6: one IPv4 address a node".to_owned(),
        Strategy::Calico { cidr, .. } => format!("calico: pods in {}, one VPC address a node", cidr.value),
        Strategy::AutoMode { .. } => "auto_mode: a /28 for each 16 pods".to_owned(),
        Strategy::EniConfig | Strategy::Discovery { .. } | Strategy::NodeSubnets => {
            let unit = if prefix { Unit::Prefix } else { Unit::Ip };
            let what = if prefix { "/28 prefixes" } else { "single addresses" };
            format!("{strategy}: {what}, {}", settings(model).target(unit))
        }
    }
}

/// What the reader should know.
pub fn notes(model: &Model, groups: &[GroupCost<'_>]) -> Vec<String> {
    let mut notes = Vec::new();
    for group in groups {
        let name = group.name;
        if group.max.is_none() {
            notes.push(format!("`{name}` has neither `max` nor `cpu_limit`: planned with {} nodes", group.desired));
        }
        if !group.planned_given {
            notes.push(format!("`{name}` has no `pods_per_node`: planned with as many pods as the kubelet takes, {}", group.planned.pods));
        } else if let Some(pods) = group.group.pods_per_node.as_ref().filter(|pods| pods.value > group.planned.pods) {
            notes.push(format!("`{name}`: {} of {} pods on a node get an address", group.planned.pods, pods.value));
        }
        if group.instance.is_none() && group.planned.pod.prefixes > 0 {
            notes.push(format!("`{name}` names no instance type: one pod interface and a /28 for each 16 pods are assumed on a node"));
        }
        if matches!(group.group.kind.value, NodeKind::Karpenter | NodeKind::Auto) {
            notes.push(format!("`{name}`: a tenth of the nodes is replaced at a time; a disruption budget may say otherwise"));
        }
    }
    if let Strategy::Calico { cidr, .. } = &model.pods.strategy.value {
        notes.push(format!("{} is {} blocks of {CALICO_BLOCK} pods, at least one a node", cidr.value, cidr.value.size() / CALICO_BLOCK));
    }
    if model.subnets(SubnetRole::Control).next().is_none() {
        notes.push("without control subnets the cluster's own interfaces are counted in every node subnet".to_owned());
    }
    notes.push("load balancers are not counted: keep 8 addresses free for each in its subnets".to_owned());
    notes
}
