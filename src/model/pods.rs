//! Where pods get their addresses.

use std::fmt;

use crate::diag::span::{Sp, Span};
use crate::model::cidr::Cidr;
use crate::model::ids::SecurityGroupId;

/// `[pods]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pods {
    /// Where the table stands.
    pub span: Span,
    /// The strategy.
    pub strategy: Sp<Strategy>,
    /// Whether anybody beyond the VPC can answer a pod. The place is that of the strategy when it is the default.
    pub routable: Sp<bool>,
    /// Groups of the pods' network interfaces; empty: the cluster's.
    pub security_groups: Vec<Sp<SecurityGroupId>>,
}

/// One of six answers to "no addresses left".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Strategy {
    /// Custom networking: subnets of their own, by ENIConfigs.
    EniConfig,
    /// Subnets of their own, found by tags.
    Discovery {
        /// Whether pods stay out of the node subnets.
        exclude_node_subnets: bool,
    },
    /// EKS Auto Mode with pod subnets.
    AutoMode {
        /// Whether pods have a security group of their own.
        isolate: bool,
    },
    /// IPv6 pods.
    Ipv6,
    /// An overlay instead of the VPC CNI.
    Calico {
        /// Block of the overlay.
        cidr: Sp<Cidr>,
        /// How packets travel between nodes.
        encapsulation: Encapsulation,
    },
    /// The node subnets, with tuned targets.
    NodeSubnets,
}

impl Strategy {
    /// As written in `eksnet.toml`.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::EniConfig => "eniconfig",
            Self::Discovery { .. } => "discovery",
            Self::AutoMode { .. } => "auto_mode",
            Self::Ipv6 => "ipv6",
            Self::Calico { .. } => "calico",
            Self::NodeSubnets => "node_subnets",
        }
    }

    /// Whether aws-node runs on the nodes that eksnet configures. With Auto Mode EKS brings its own, Calico replaces it.
    pub const fn has_aws_node(&self) -> bool {
        !matches!(self, Self::AutoMode { .. } | Self::Calico { .. })
    }

    /// Whether aws-node gives pods IPv4 addresses, so that its warm targets count. With IPv6 they are ignored, Auto Mode
    /// has none (A9), and Calico replaces it.
    pub const fn has_warm_targets(&self) -> bool {
        matches!(self, Self::EniConfig | Self::Discovery { .. } | Self::NodeSubnets)
    }

    /// Whether aws-node gives pods no addresses of the node subnets. Then a node's first interface, which stands there, serves no
    /// pods: by custom networking (M2), or because its subnet is excluded from discovery (S16).
    pub const fn keeps_off_node_subnets(&self) -> bool {
        matches!(self, Self::EniConfig | Self::Discovery { exclude_node_subnets: true })
    }

    /// Whether pods have subnets of their own.
    pub const fn has_pod_subnets(&self) -> bool {
        matches!(self, Self::EniConfig | Self::Discovery { .. } | Self::AutoMode { .. })
    }
}

impl fmt::Display for Strategy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How Calico's packets travel between nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encapsulation {
    /// UDP 4789.
    Vxlan,
    /// IP in IP.
    Ipip,
}
