//! Which of the six answers to "no addresses left" is printed. Templates ask for what they print, not for a name.

use crate::model::network::Model;
use crate::model::pods::Strategy;

/// The strategy.
pub struct StrategyView {
    strategy: Strategy,
}

impl StrategyView {
    /// From the model.
    pub fn new(model: &Model) -> Self {
        Self { strategy: model.pods.strategy.value.clone() }
    }

    /// Whether pods have subnets of their own.
    pub fn pod_subnets(&self) -> bool {
        self.strategy.has_pod_subnets()
    }

    /// Whether ENIConfigs lead pods to them.
    pub fn custom_networking(&self) -> bool {
        matches!(self.strategy, Strategy::EniConfig)
    }

    /// Whether tags lead pods to them.
    pub fn discovery(&self) -> bool {
        matches!(self.strategy, Strategy::Discovery { .. })
    }

    /// Whether tags keep pods off the node subnets.
    pub fn excludes_node_subnets(&self) -> bool {
        matches!(self.strategy, Strategy::Discovery { exclude_node_subnets: true })
    }

    /// Whether aws-node gives pods no addresses of the node subnets.
    pub fn off_node_subnets(&self) -> bool {
        self.strategy.keeps_off_node_subnets()
    }

    /// Whether pods have addresses of the node subnets, and nothing else is added.
    pub fn node_subnets(&self) -> bool {
        matches!(self.strategy, Strategy::NodeSubnets)
    }

    /// Whether pods have IPv6 addresses.
    pub fn ipv6(&self) -> bool {
        matches!(self.strategy, Strategy::Ipv6)
    }

    /// Whether an overlay takes the place of the VPC CNI.
    pub fn calico(&self) -> bool {
        matches!(self.strategy, Strategy::Calico { .. })
    }

    /// Whether aws-node's warm targets count.
    pub fn warm_targets(&self) -> bool {
        self.strategy.has_warm_targets()
    }
}
