//! The EKS cluster: made here, or read.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::span::{Sp, Span};
use crate::model::cidr::Cidr;
use crate::model::ids::{AccountId, PrincipalArn, SecurityGroupId};
use crate::model::names::{AccessPolicy, ClusterName, KubernetesVersion, Name, Namespace};
use crate::model::region::Region;

/// The cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Where `[cluster]` stands.
    pub span: Span,
    /// Its name; never changed.
    pub name: Sp<ClusterName>,
    /// Its Region; never changed.
    pub region: Sp<Region>,
    /// The account that the provider insists on.
    pub account_id: Option<Sp<AccountId>>,
    /// Minor version of Kubernetes.
    pub kubernetes_version: Sp<KubernetesVersion>,
    /// Whether eksnet makes it.
    pub source: ClusterSource,
    /// Where that stands; `[cluster]` when it is the default.
    pub source_span: Span,
    /// Tags for everything.
    pub tags: BTreeMap<String, Sp<String>>,
}

/// Whether eksnet makes the cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClusterSource {
    /// From plain resources.
    Native(NewCluster),
    /// By terraform-aws-modules/eks.
    Module(NewCluster),
    /// It exists: read by name, never changed.
    Existing(ExistingCluster),
}

/// What only a new cluster has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCluster {
    /// Service addresses; none with IPv6 pods, where EKS chooses (E6). Derived ones have the place of `[cluster]`.
    pub service_cidr: Option<Sp<Cidr>>,
    /// Whether the file says so, or it is eksnet's default.
    pub service_cidr_given: bool,
    /// Who reaches the API.
    pub endpoint: Endpoint,
    /// Who may use it, by name.
    pub access: BTreeMap<Name, AccessEntry>,
    /// Control plane logs.
    pub log_types: BTreeSet<LogType>,
    /// How long CloudWatch keeps them, in days.
    pub log_retention_days: u32,
    /// Whether EKS refuses to delete it.
    pub deletion_protection: bool,
}

/// What is stated about a cluster that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingCluster {
    /// Its Service addresses, for the checks.
    pub service_cidr: Option<Sp<Cidr>>,
    /// The group that EKS made for it.
    pub security_group: Option<Sp<SecurityGroupId>>,
}

/// Who reaches the Kubernetes API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Where `[cluster.endpoint]`, or else `[cluster]`, stands.
    pub span: Span,
    /// Whether it has an address in the VPC.
    pub private: bool,
    /// Networks that reach its public address; empty: it has none.
    pub public_access_cidrs: Vec<Sp<Cidr>>,
}

/// An EKS access entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessEntry {
    /// Where its header stands.
    pub span: Span,
    /// Who.
    pub principal_arn: Sp<PrincipalArn>,
    /// What they may.
    pub policy: Sp<AccessPolicy>,
    /// Where; empty: in the whole cluster.
    pub namespaces: Vec<Sp<Namespace>>,
}

/// Control plane logs, in the order of the EKS API's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogType {
    /// `api`.
    Api,
    /// `audit`.
    Audit,
    /// `authenticator`.
    Authenticator,
    /// `controllerManager`.
    ControllerManager,
    /// `scheduler`.
    Scheduler,
}

impl LogType {
    /// All five.
    pub const ALL: [Self; 5] = [Self::Api, Self::Audit, Self::Authenticator, Self::ControllerManager, Self::Scheduler];

    /// The EKS API's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Audit => "audit",
            Self::Authenticator => "authenticator",
            Self::ControllerManager => "controllerManager",
            Self::Scheduler => "scheduler",
        }
    }
}

/// Periods that CloudWatch Logs accepts, in days. Source: CloudWatch Logs API, `PutRetentionPolicy`.
pub const LOG_RETENTION_DAYS: [u32; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

impl Cluster {
    /// What only a new cluster has.
    pub fn new_cluster(&self) -> Option<&NewCluster> {
        match &self.source {
            ClusterSource::Native(new) | ClusterSource::Module(new) => Some(new),
            ClusterSource::Existing(_) => None,
        }
    }

    /// What is stated about a cluster that exists.
    pub fn existing(&self) -> Option<&ExistingCluster> {
        match &self.source {
            ClusterSource::Existing(existing) => Some(existing),
            ClusterSource::Native(_) | ClusterSource::Module(_) => None,
        }
    }

    /// Service addresses, as far as they are known.
    pub fn service_cidr(&self) -> Option<&Sp<Cidr>> {
        match &self.source {
            ClusterSource::Native(new) | ClusterSource::Module(new) => new.service_cidr.as_ref(),
            ClusterSource::Existing(existing) => existing.service_cidr.as_ref(),
        }
    }
}
