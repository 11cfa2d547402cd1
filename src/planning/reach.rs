//! Which addresses of the VPC others can see, and where they meet the networks that the file declares as connected.

use crate::diag::span::Sp;
use crate::model::cidr::Cidr;
use crate::model::connected::{ConnectedNetwork, Via};
use crate::model::names::Name;
use crate::model::network::Model;
use crate::model::subnet::SubnetRole;
use crate::model::vpc::Vpc;
use crate::planning::overlap::between;

/// Blocks of the VPC that others route to: the primary one, and those further ones that hold more than pods nobody
/// beyond the VPC answers.
pub fn routable_blocks(model: &Model) -> Vec<&Sp<Cidr>> {
    model.vpc.blocks().filter(|block| !is_pod_range(model, block)).collect()
}

/// Ranges that pods alone use, and that nobody beyond the VPC routes to: further blocks of the VPC.
pub fn pod_ranges(model: &Model) -> Vec<&Sp<Cidr>> {
    model.vpc.blocks().filter(|block| is_pod_range(model, block)).collect()
}

fn is_pod_range(model: &Model, block: &Sp<Cidr>) -> bool {
    if block.span == model.vpc.cidr.span || model.pods.routable.value || !model.pods.strategy.has_pod_subnets() {
        return false;
    }
    let inside = |role: SubnetRole| model.subnets(role).any(|(_, subnet)| block.contains(subnet.cidr.value));
    if [SubnetRole::Public, SubnetRole::Control, SubnetRole::Node].into_iter().any(inside) {
        return false;
    }
    // What others keep in a block that was there before is not known; 100.64.0.0/10 is what pods get (V23).
    is_added(&model.vpc, block) || inside(SubnetRole::Pod) || block.is_shared()
}

fn is_added(vpc: &Vpc, block: &Sp<Cidr>) -> bool {
    vpc.secondary_cidrs.iter().any(|added| added.span == block.span)
}

/// Whether a connected block stands for a summary route, such as 10.0.0.0/8: it contains the VPC's primary block and more.
/// Behind a peering only a block larger than any VPC's (/16) can be one, since peers with equal addresses are refused (V16).
pub fn is_summary(model: &Model, via: Via, theirs: Cidr) -> bool {
    let ours = model.vpc.cidr.value;
    theirs.contains(ours) && theirs != ours && (via != Via::Peering || theirs.prefix_len() < 16)
}

/// A block of the file that shares addresses with one of a connected network.
#[derive(Debug, Clone, Copy)]
pub struct Meeting<'a> {
    /// The file's block.
    pub ours: &'a Sp<Cidr>,
    /// The network's name.
    pub name: &'a Name,
    /// The network.
    pub network: &'a ConnectedNetwork,
    /// Its block.
    pub theirs: &'a Sp<Cidr>,
    /// Whether the network's block is a summary route.
    pub summary: bool,
}

impl Meeting<'_> {
    /// Where the network is, for labels.
    pub const fn behind(&self) -> &'static str {
        match self.network.via.value {
            Via::TransitGateway => "behind the transit gateway",
            Via::Peering => "behind the peering",
            Via::DirectConnect => "behind Direct Connect",
            Via::Vpn => "behind the VPN",
        }
    }

    /// The addresses that both have: blocks either contain each other or have nothing in common.
    pub fn shared(&self) -> Cidr {
        if self.ours.value.contains(self.theirs.value) { self.theirs.value } else { self.ours.value }
    }
}

/// Where these blocks meet the connected networks, in the order of the blocks given.
pub fn meetings<'a>(model: &'a Model, ours: &[&'a Sp<Cidr>]) -> Vec<Meeting<'a>> {
    let mut theirs = Vec::new();
    for (name, network) in &model.connected {
        theirs.extend(network.cidrs.iter().map(|cidr| (name, network, cidr)));
    }
    let left: Vec<Cidr> = ours.iter().map(|block| block.value).collect();
    let right: Vec<Cidr> = theirs.iter().map(|(_, _, cidr)| cidr.value).collect();
    between(&left, &right)
        .into_iter()
        .map(|(l, r)| {
            let (name, network, cidr) = theirs[r];
            Meeting { ours: ours[l], name, network, theirs: cidr, summary: is_summary(model, network.via.value, cidr.value) }
        })
        .collect()
}

/// Blocks that routes to the transit gateway are made for in a new VPC, sorted. A network inside one of the VPC's own
/// blocks gets none: AWS sends such a route to nothing but an interface, and the VPC's own `local` route wins anyway (V14).
pub fn gateway_routes(model: &Model) -> Vec<Cidr> {
    let on_gateway = model.connected.values().filter(|network| network.via.value == Via::TransitGateway);
    let mut routes: Vec<Cidr> = on_gateway
        .flat_map(|network| network.cidrs.iter().map(|cidr| cidr.value))
        .filter(|theirs| !model.vpc.blocks().any(|block| block.contains(*theirs)))
        .collect();
    routes.sort_unstable();
    routes.dedup();
    routes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load::parse;
    use crate::diag::sink::Sink;
    use crate::model::build::model::build;

    const FILE: &str = r#"schema = 1
[cluster]
name = "shop"
region = "eu-west-1"
kubernetes_version = "1.34"
[access.platform]
principal_arn = "arn:aws:iam::111122223333:role/platform-admin"
policy = "AmazonEKSClusterAdminPolicy"
[vpc]
cidr = "10.40.0.0/20"
secondary_cidrs = ["100.64.0.0/16", "10.50.0.0/16"]
[zones.eu-west-1a]
node = "10.50.0.0/24"
[zones.eu-west-1b]
node = "10.40.1.0/24"
[subnets]
public = { prefix = 27 }
control = { prefix = 28 }
pod = { prefix = 19 }
[pods]
strategy = "eniconfig"
[connected.corporate]
via = "transit_gateway"
cidrs = ["10.1.0.0/16", "100.64.3.0/24", "100.64.0.0/10", "10.0.0.0/8"]
[connected.branch]
via = "vpn"
cidrs = ["10.2.0.0/16"]
"#;

    fn model() -> Model {
        let mut sink = Sink::new();
        let raw = parse(FILE, &mut sink).unwrap();
        let model = build(&raw, None, &mut sink).model;
        assert_eq!(sink.found(), []);
        model
    }

    fn texts(blocks: &[&Sp<Cidr>]) -> Vec<String> {
        blocks.iter().map(|block| block.value.to_string()).collect()
    }

    #[test]
    fn a_block_with_nodes_in_it_is_routable() {
        let model = model();
        assert_eq!(texts(&routable_blocks(&model)), ["10.40.0.0/20", "10.50.0.0/16"]);
        assert_eq!(texts(&pod_ranges(&model)), ["100.64.0.0/16"]);
    }

    #[test]
    fn no_route_leads_to_a_part_of_the_vpc_itself() {
        let routes: Vec<String> = gateway_routes(&model()).iter().map(ToString::to_string).collect();
        assert_eq!(routes, ["10.0.0.0/8", "10.1.0.0/16", "100.64.0.0/10"]);
    }

    #[test]
    fn what_blocks_share_is_the_smaller_one() {
        let model = model();
        let found = meetings(&model, &pod_ranges(&model));
        let shared: Vec<String> = found.iter().map(|meeting| meeting.shared().to_string()).collect();
        assert_eq!(shared, ["100.64.3.0/24", "100.64.0.0/16"]);
        assert!(found.iter().all(|meeting| !meeting.summary && meeting.name.as_str() == "corporate"));
    }
}
