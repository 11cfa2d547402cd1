//! The VPC CNI: who installs it, and how it is set.

use std::collections::BTreeMap;

use crate::diag::span::{Sp, Span};
use crate::model::cidr::Cidr;
use crate::model::cni_env::Setting;
use crate::model::ids::PrincipalArn;
use crate::model::names::{AddonVersion, ChartVersion};

/// `[cni]`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "independent switches of aws-node, each with its own name there")]
pub struct Cni {
    /// Where the table stands; empty when the file has none.
    pub span: Span,
    /// Who installs and configures aws-node.
    pub install: Sp<Install>,
    /// What is there already and is taken over.
    pub adopt: Option<Sp<Adopt>>,
    /// Whether the file says so, or that there is nothing.
    pub adopt_given: bool,
    /// Version of the managed add-on.
    pub addon_version: Option<Sp<AddonVersion>>,
    /// Version of the chart.
    pub chart_version: Option<Sp<ChartVersion>>,
    /// With [`Install::Helm`]: by Terraform's helm provider instead of by hand.
    pub helm_release: Sp<bool>,
    /// A role that aws-node has already.
    pub role_arn: Option<Sp<PrincipalArn>>,
    /// How aws-node of a new cluster gets its role.
    pub identity: Identity,
    /// /28 prefixes instead of single addresses.
    pub prefix_delegation: Sp<bool>,
    /// How much is kept ready.
    pub targets: WarmTargets,
    /// Network interfaces that a node uses at most, the first included.
    pub max_eni: Option<Sp<u32>>,
    /// Whether nodes leave pod addresses untranslated. Follows from `pods.routable` unless set.
    pub external_snat: Sp<bool>,
    /// Whether the file sets it.
    pub external_snat_given: bool,
    /// Destinations for which nodes do not translate.
    pub exclude_snat_cidrs: Vec<Sp<Cidr>>,
    /// Whether network policies are enforced.
    pub network_policy: Sp<bool>,
    /// Branch network interfaces for pods with their own groups.
    pub security_groups_for_pods: Sp<bool>,
    /// Further settings by their own names.
    pub env: BTreeMap<&'static str, CniSetting>,
}

/// A further setting of aws-node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CniSetting {
    /// What it is.
    pub setting: &'static Setting,
    /// Its value as aws-node reads it; the place is that of the value.
    pub value: Sp<String>,
    /// Where its name stands.
    pub name_span: Span,
}

/// Who installs and configures aws-node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Install {
    /// The EKS managed add-on.
    Addon,
    /// The chart `aws-vpc-cni`.
    Helm,
    /// Plain YAML.
    Manifests,
}

impl Install {
    /// As written in `eksnet.toml`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Addon => "addon",
            Self::Helm => "helm",
            Self::Manifests => "manifests",
        }
    }
}

/// What is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adopt {
    /// aws-node as EKS installed it with the cluster.
    SelfManaged,
    /// The managed add-on.
    Addon,
}

/// How aws-node of a new cluster gets its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// By EKS Pod Identity.
    PodIdentity,
    /// By an OpenID Connect provider (IAM roles for service accounts).
    Irsa,
}

/// How much a node keeps ready; see ip-planning 1.1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WarmTargets {
    /// Unused network interfaces; aws-node's default is 1.
    pub warm_eni: Option<Sp<u32>>,
    /// Unused addresses.
    pub warm_ip: Option<Sp<u32>>,
    /// Addresses at least.
    pub minimum_ip: Option<Sp<u32>>,
    /// Unused prefixes.
    pub warm_prefix: Option<Sp<u32>>,
}
