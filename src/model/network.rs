//! The model: everything that rules judge and targets print.

use std::collections::BTreeMap;

use crate::model::checks::Checks;
use crate::model::cluster::Cluster;
use crate::model::cni::Cni;
use crate::model::connected::ConnectedNetwork;
use crate::model::fault::Faults;
use crate::model::lock::Lock;
use crate::model::names::Name;
use crate::model::node_group::NodeGroup;
use crate::model::pods::Pods;
use crate::model::region::Zone;
use crate::model::subnet::{Subnet, SubnetRole, ZoneNetwork};
use crate::model::terraform::{AddonVersions, TerraformSettings};
use crate::model::vpc::Vpc;

/// The whole network.
#[derive(Debug, Clone)]
pub struct Model {
    /// `[cluster]`, with `[access]`.
    pub cluster: Cluster,
    /// `[terraform]`.
    pub terraform: TerraformSettings,
    /// `[addons]`.
    pub addons: AddonVersions,
    /// `[vpc]`.
    pub vpc: Vpc,
    /// `[zones]`, with what `[subnets]` carved.
    pub zones: BTreeMap<Zone, ZoneNetwork>,
    /// `[pods]`.
    pub pods: Pods,
    /// `[cni]`.
    pub cni: Cni,
    /// `[nodes]`.
    pub nodes: BTreeMap<Name, NodeGroup>,
    /// `[connected]`.
    pub connected: BTreeMap<Name, ConnectedNetwork>,
    /// `[checks]`.
    pub checks: Checks,
}

/// What reading gives: a model that may hold stand-ins, and where. Rules look at both; targets see the model alone, and
/// only when there is no fault.
#[derive(Debug)]
pub struct Reading {
    /// The model.
    pub model: Model,
    /// Where it holds stand-ins.
    pub faults: Faults,
    /// The lock as it should be from now on.
    pub lock: Lock,
}

impl Model {
    /// Subnets of a role by zone.
    pub fn subnets(&self, role: SubnetRole) -> impl Iterator<Item = (&Zone, &Subnet)> {
        self.zones.iter().filter_map(move |(zone, network)| Some((zone, network.subnet(role)?)))
    }

    /// Zones that still have nodes.
    pub fn active_zones(&self) -> impl Iterator<Item = (&Zone, &ZoneNetwork)> {
        self.zones.iter().filter(|(_, network)| !network.retired)
    }
}
