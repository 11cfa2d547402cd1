//! What lives in a subnet besides nodes and pods.

use crate::model::network::Model;
use crate::model::region::Zone;
use crate::model::subnet::SubnetRole;
use crate::model::vpc::Nat;

/// Addresses that EKS wants free in each subnet of its own interfaces (S5).
pub const CONTROL_PLANE_FREE: u64 = 6;
/// The name of the cluster's own interfaces.
pub const CLUSTER_INTERFACES: &str = "cluster interfaces";
/// Interface endpoints that eksnet makes, one address each in every node subnet.
const INTERFACE_ENDPOINTS: u64 = 9;

/// One thing that takes addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occupant {
    /// What it is.
    pub what: &'static str,
    /// Addresses on an ordinary day.
    pub steady: u64,
    /// Addresses while the cluster is upgraded.
    pub upgrade: u64,
    /// Network address units of the VPC (Q12).
    pub units: u64,
    /// Whether it may be elsewhere: nothing in the file says so.
    pub assumed: bool,
}

/// The role of the subnets in which EKS puts the cluster's interfaces: of an adopted VPC without control subnets, the nodes' own.
fn control_role(model: &Model) -> SubnetRole {
    if model.subnets(SubnetRole::Control).next().is_some() { SubnetRole::Control } else { SubnetRole::Node }
}

/// Everything that eksnet knows of in a subnet. Load balancers are not: nothing in the file says how many there are.
pub fn occupants(model: &Model, zone: &Zone, role: SubnetRole) -> Vec<Occupant> {
    let mut found = Vec::new();
    if role == control_role(model) {
        // 2 to 4 in all, in two zones at least; an upgrade makes new ones before it removes the old.
        let assumed = model.cluster.existing().is_some() && role == SubnetRole::Node;
        found.push(Occupant { what: CLUSTER_INTERFACES, steady: 2, upgrade: 4, units: 4, assumed });
    }
    let Some(created) = model.vpc.created() else { return found };
    let nat = match &created.nat.value {
        Nat::PerZone => true,
        Nat::Single(only) => only == zone,
        Nat::None => false,
    };
    if role == SubnetRole::Public && nat {
        found.push(Occupant { what: "NAT gateway", steady: 1, upgrade: 1, units: 6, assumed: false });
    }
    if role == SubnetRole::Node && created.endpoints {
        let n = INTERFACE_ENDPOINTS;
        found.push(Occupant { what: "interface endpoints", steady: n, upgrade: n, units: 6 * n, assumed: false });
    }
    if role == SubnetRole::Control && created.transit_gateway.is_some() {
        found.push(Occupant { what: "transit gateway attachment", steady: 1, upgrade: 1, units: 6, assumed: false });
    }
    found
}
