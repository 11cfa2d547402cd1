//! The VPC as Terraform sees it: made, or read and added to.

use askama::filters::Safe;

use crate::model::network::Model;
use crate::model::pods::Strategy;
use crate::model::subnet::SubnetRole;
use crate::model::vpc::{AdoptedVpc, CreatedVpc, Nat};
use crate::planning::reach::gateway_routes;
use crate::targets::escape::Code;
use crate::targets::hcl;
use crate::targets::view::facts::FactsView;
use crate::targets::view::ipv6::Ipv6View;
use crate::targets::view::there::AdoptedSubnetView;
use crate::targets::view::words;

/// Services that a cluster without a way to the internet talks to. Source: N7 and the EKS guide's page on private
/// clusters; `elasticloadbalancing` and `autoscaling` for the controllers that most clusters run, `eks` and `eks-auth` for
/// joining nodes and Pod Identity.
const ENDPOINT_SERVICES: [&str; 9] = ["autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "elasticloadbalancing", "logs", "sts"];

/// The network.
#[allow(clippy::struct_excessive_bools, reason = "each is a part of the templates that is there or not")]
pub struct NetworkView {
    /// Where its outputs are: `module.network` or `module.pod_network`.
    pub module: &'static str,
    /// A new VPC.
    pub create: Option<CreateView>,
    /// An adopted one.
    pub adopt: Option<AdoptView>,
    /// One that is only read.
    pub facts: Option<FactsView>,
    /// Its IPv6 block.
    pub ipv6: Option<Ipv6View>,
    /// What the node subnets hold, in words.
    pub in_node_subnets: &'static str,
    /// The adopted VPC's id; empty for a new one.
    pub vpc_id: String,
    /// Whether there are public subnets.
    pub public: bool,
    /// Whether there are NAT gateways.
    pub nat: bool,
    /// Whether there are endpoints.
    pub endpoints: bool,
    /// Whether there is a transit gateway attachment.
    pub transit_gateway: bool,
    /// Whether parts of the pod subnets are kept for prefixes.
    pub reservations: bool,
    /// The role whose subnets those are: where pods live.
    pub reserved: &'static str,
    /// What must be in place before anything starts in a node or pod subnet.
    pub way_out: Vec<&'static str>,
    /// Zones with pods, as a list.
    pub pod_zones: Code,
    /// The blocks that pods come from, in words.
    pub pod_blocks: String,
    /// The block that other networks can route to.
    pub routable_block: String,
}

/// A subnet that has an id only later.
pub struct SubnetView {
    /// Its zone.
    pub zone: String,
    /// Its block.
    pub cidr: String,
    /// Number of its /64.
    pub ipv6: Option<u32>,
}

/// Subnets of one role.
pub struct RoleView {
    /// The module's variable.
    pub name: &'static str,
    /// By zone.
    pub subnets: Vec<SubnetView>,
}

/// What the module `network` is told.
pub struct CreateView {
    /// Primary block.
    pub cidr: String,
    /// Whether pods have subnets of their own.
    pub pods: bool,
    /// Blocks to add.
    pub secondary_cidrs: Code,
    /// The one zone with a NAT gateway.
    pub nat_zone: Option<String>,
    /// Subnets by role.
    pub roles: Vec<RoleView>,
    /// Services with an interface endpoint.
    pub endpoint_services: Option<Code>,
    /// Why.
    pub endpoint_reason: &'static str,
    /// The transit gateway.
    pub transit_gateway: Option<TransitGatewayView>,
}

/// What the module `network` is told of a transit gateway.
pub struct TransitGatewayView {
    /// Its id.
    pub id: String,
    /// What is reached over it.
    pub cidrs: Code,
    /// Whether that is everything.
    pub default_route: bool,
}

/// What the module `pod-network` is told.
pub struct AdoptView {
    /// The VPC.
    pub vpc_id: String,
    /// Primary block.
    pub cidr: String,
    /// Secondary blocks that are there.
    pub attached_cidrs: Option<Code>,
    /// All blocks that are there.
    pub blocks_today: Vec<String>,
    /// Blocks to add.
    pub secondary_cidrs: Code,
    /// Zones that have nodes.
    pub zones: Vec<AdoptZoneView>,
    /// Subnets for a new cluster's own interfaces.
    pub control: Vec<AdoptedSubnetView>,
    /// Parts of the pod subnets that are kept for prefixes.
    pub reservations: Vec<SubnetView>,
}

/// What is there in a zone, and what is added.
pub struct AdoptZoneView {
    /// The zone.
    pub name: String,
    /// The node subnet that is there.
    pub node_id: String,
    /// Its block.
    pub node_cidr: String,
    /// Block of the pod subnet to add.
    pub pod_cidr: String,
    /// The route table of both.
    pub route_table: String,
}

impl NetworkView {
    /// From the model. Says what a rule should have refused.
    pub fn new(model: &Model) -> Result<Self, String> {
        let created = model.vpc.created();
        let create = created.map(|created| new_vpc(model, created));
        let facts = FactsView::new(model)?;
        let adopt = model.vpc.adopted().filter(|_| facts.is_none()).map(|adopted| adopted_vpc(model, adopted)).transpose()?;
        let ipv6 = Ipv6View::new(model);
        let nat = created.is_some_and(|created| created.nat.value != Nat::None);
        let endpoints = created.is_some_and(|created| created.endpoints);
        let transit_gateway = created.is_some_and(|created| created.transit_gateway.is_some());
        let mut way_out = Vec::new();
        for (there, edges) in [
            (nat, &["aws_route.nat"][..]),
            (transit_gateway, &["aws_route.transit_gateway"]),
            (ipv6.is_some(), &["aws_route.egress_only"]),
            (endpoints, &["aws_vpc_endpoint.interface", "aws_vpc_endpoint.s3", "aws_vpc_security_group_ingress_rule.endpoints"]),
        ] {
            way_out.extend(edges.iter().filter(|_| there));
        }
        let with_pods = model.pods.strategy.has_pod_subnets();
        let blocks: Vec<String> = model.vpc.all_secondary().map(|block| block.to_string()).collect();
        Ok(Self {
            module: match (&create, &facts) {
                (Some(_), _) => "module.network",
                (None, Some(_)) => "module.cni",
                (None, None) => "module.pod_network",
            },
            vpc_id: model.vpc.adopted().map(|adopted| adopted.id.to_string()).unwrap_or_default(),
            public: created.is_some() && model.subnets(SubnetRole::Public).next().is_some(),
            nat,
            endpoints,
            transit_gateway,
            reserved: pod_role(model).as_str(),
            reservations: model.subnets(pod_role(model)).any(|(_, subnet)| subnet.prefix_reservation.is_some()),
            way_out,
            pod_zones: hcl::list(model.subnets(if with_pods { SubnetRole::Pod } else { SubnetRole::Node }).map(|(zone, _)| zone)),
            pod_blocks: words::and(&blocks),
            routable_block: model.vpc.cidr.to_string(),
            in_node_subnets: match model.pods.strategy.value {
                Strategy::NodeSubnets | Strategy::Ipv6 => "nodes, their pods, and internal load balancers",
                _ => "nodes and internal load balancers",
            },
            create,
            adopt,
            facts,
            ipv6,
        })
    }

    /// Whether the IPv6 block comes from an IPAM pool.
    pub fn ipam(&self) -> bool {
        self.ipv6.as_ref().is_some_and(|block| block.ipam.is_some())
    }

    /// Length of the IPv6 block.
    pub fn ipv6_length(&self) -> u8 {
        self.ipv6.as_ref().map_or(56, Ipv6View::length)
    }

    /// Whether the module computes anything beforehand.
    pub fn locals(&self) -> bool {
        self.create.as_ref().is_some_and(|create| create.pods) || self.nat || self.ipv6.is_some()
    }

    /// The IPv4 block of a `subnet` in the module's variables.
    pub fn subnet_cidr(&self) -> &'static str {
        if self.ipv6.is_some() { "subnet.cidr" } else { "subnet" }
    }
}

fn by_zone(model: &Model, role: SubnetRole) -> Vec<SubnetView> {
    let view = |(zone, subnet): (&crate::model::region::Zone, &crate::model::subnet::Subnet)| SubnetView {
        zone: zone.to_string(),
        cidr: subnet.cidr.to_string(),
        ipv6: subnet.ipv6_number,
    };
    model.subnets(role).map(view).collect()
}

/// Where pods have their addresses.
fn pod_role(model: &Model) -> SubnetRole {
    if model.pods.strategy.has_pod_subnets() { SubnetRole::Pod } else { SubnetRole::Node }
}

fn reservations(model: &Model) -> Vec<SubnetView> {
    let reserved = |(zone, subnet): (&crate::model::region::Zone, &crate::model::subnet::Subnet)| {
        Some(SubnetView { zone: zone.to_string(), cidr: subnet.prefix_reservation?.to_string(), ipv6: None })
    };
    model.subnets(pod_role(model)).filter_map(reserved).collect()
}

fn new_vpc(model: &Model, created: &CreatedVpc) -> CreateView {
    let roles = [
        ("public_subnets", by_zone(model, SubnetRole::Public)),
        ("control_subnets", by_zone(model, SubnetRole::Control)),
        ("node_subnets", by_zone(model, SubnetRole::Node)),
        ("pod_subnets", by_zone(model, SubnetRole::Pod)),
        (if model.pods.strategy.has_pod_subnets() { "pod_prefix_reservations" } else { "node_prefix_reservations" }, reservations(model)),
    ];
    CreateView {
        cidr: model.vpc.cidr.to_string(),
        pods: model.pods.strategy.has_pod_subnets(),
        secondary_cidrs: hcl::list(model.vpc.secondary_cidrs.iter().map(|block| block.value)),
        nat_zone: match &created.nat.value {
            Nat::Single(zone) => Some(zone.to_string()),
            Nat::PerZone | Nat::None => None,
        },
        roles: roles.into_iter().filter(|(_, subnets)| !subnets.is_empty()).map(|(name, subnets)| RoleView { name, subnets }).collect(),
        endpoint_services: created.endpoints.then(|| hcl::list(ENDPOINT_SERVICES)),
        endpoint_reason: match (&created.nat.value, created.transit_gateway.as_ref().is_some_and(|gateway| gateway.default_route)) {
            (Nat::None, false) => "No way to the internet: nodes reach these inside the VPC, and nothing beyond it",
            (Nat::None, true) => "Nodes reach these inside the VPC, without the way over the transit gateway",
            (Nat::PerZone | Nat::Single(_), _) => "Nodes reach these inside the VPC, without paying a NAT gateway for it",
        },
        transit_gateway: created.transit_gateway.as_ref().map(|gateway| TransitGatewayView {
            id: gateway.id.to_string(),
            cidrs: transit_gateway_cidrs(model, gateway.default_route),
            default_route: gateway.default_route,
        }),
    }
}

/// Every block of the networks on the gateway that has a route of its own; all of them are in 0.0.0.0/0.
fn transit_gateway_cidrs(model: &Model, default_route: bool) -> Code {
    if default_route {
        return Safe("[\"0.0.0.0/0\"]".to_owned());
    }
    hcl::list(gateway_routes(model))
}

fn adopted_vpc(model: &Model, adopted: &AdoptedVpc) -> Result<AdoptView, String> {
    let mut zones = Vec::new();
    for (zone, network) in model.active_zones() {
        let lacks = |what: &str| format!("zone `{zone}` has no {what}");
        let node = network.subnet(SubnetRole::Node).ok_or_else(|| lacks("node subnet"))?;
        zones.push(AdoptZoneView {
            name: zone.to_string(),
            node_id: node.id().ok_or_else(|| lacks("id of its node subnet"))?.to_string(),
            node_cidr: node.cidr.to_string(),
            pod_cidr: network.subnet(SubnetRole::Pod).ok_or_else(|| lacks("pod subnet"))?.cidr.to_string(),
            route_table: network.route_table.as_ref().ok_or_else(|| lacks("route table"))?.to_string(),
        });
    }
    let control = if model.cluster.existing().is_some() { Vec::new() } else { control_subnets(model) };
    let attached: Vec<_> = adopted.attached_cidrs.iter().map(|block| block.value).collect();
    Ok(AdoptView {
        vpc_id: adopted.id.to_string(),
        cidr: model.vpc.cidr.to_string(),
        blocks_today: std::iter::once(model.vpc.cidr.value).chain(attached.iter().copied()).map(|block| block.to_string()).collect(),
        attached_cidrs: (!attached.is_empty()).then(|| hcl::list(attached)),
        secondary_cidrs: hcl::list(model.vpc.secondary_cidrs.iter().map(|block| block.value)),
        zones,
        control,
        reservations: reservations(model),
    })
}

fn control_subnets(model: &Model) -> Vec<AdoptedSubnetView> {
    let listed = model.subnets(SubnetRole::Control).filter_map(|(zone, subnet)| {
        Some(AdoptedSubnetView { zone: zone.to_string(), id: subnet.id()?.to_string(), cidr: subnet.cidr.to_string() })
    });
    listed.collect()
}
