//! The cluster as Terraform sees it: made, or read.

use crate::model::cidr::Cidr;
use crate::model::cluster::{LogType, NewCluster};
use crate::model::network::Model;
use crate::model::pods::Strategy;
use crate::targets::escape::Code;
use crate::targets::hcl;

/// The cluster.
pub struct ClusterView {
    /// Whether it exists already.
    pub existing: bool,
    /// A new one.
    pub native: Option<NativeView>,
    /// Which module knows it.
    pub module: &'static str,
    /// That module's output with its name.
    pub name_output: &'static str,
    /// That module's output with its security group.
    pub security_group_output: &'static str,
    /// Whether pods have a security group of their own.
    pub pods_apart: bool,
    /// Minor version of Kubernetes.
    pub kubernetes_version: String,
    /// Service addresses for tests without AWS.
    pub mock_service_cidr: String,
}

/// What the module `cluster` is told.
pub struct NativeView {
    /// Service addresses; none with IPv6 pods, where EKS chooses (E6).
    pub service_cidr: Option<String>,
    /// Whether the API has an address in the VPC.
    pub private_endpoint: bool,
    /// Who reaches its public one.
    pub public_access_cidrs: Code,
    /// Logs, unless all of them.
    pub log_types: Option<Code>,
    /// How long they stay.
    pub log_retention_days: u32,
    /// Whether EKS refuses to delete it.
    pub deletion_protection: bool,
    /// Who may use it.
    pub access: Vec<AccessView>,
}

/// One access entry.
pub struct AccessView {
    /// Its name as a key.
    pub name: Code,
    /// Who.
    pub principal_arn: String,
    /// What they may.
    pub policy: String,
    /// Where, unless everywhere.
    pub namespaces: Option<Code>,
}

impl ClusterView {
    /// From the model. Says what a rule should have refused.
    pub fn new(model: &Model) -> Result<Self, String> {
        let native = model.cluster.new_cluster().map(native).transpose()?;
        let existing = native.is_none();
        let service_cidr = model.cluster.service_cidr().map_or_else(|| made_up_service_cidr(model), |cidr| cidr.value).to_string();
        Ok(Self {
            existing,
            native,
            module: match (existing, &model.pods.strategy.value) {
                (false, _) => "module.cluster",
                (true, Strategy::NodeSubnets) => "module.cni",
                (true, _) => "module.pod_network",
            },
            name_output: if existing { "cluster_name" } else { "name" },
            security_group_output: if existing { "cluster_security_group_id" } else { "security_group_id" },
            pods_apart: matches!(model.pods.strategy.value, Strategy::AutoMode { isolate: true }),
            kubernetes_version: model.cluster.kubernetes_version.to_string(),
            mock_service_cidr: service_cidr,
        })
    }
}

/// Service addresses of a cluster that says nothing of them, for tests without AWS: EKS has one of two (E5), and the check of
/// connected networks must have nothing to find in them.
fn made_up_service_cidr(model: &Model) -> Cidr {
    let taken = |candidate: &Cidr| {
        let connected = model.connected.values().flat_map(|network| &network.cidrs);
        model.vpc.blocks().chain(connected).any(|block| block.value.overlaps(*candidate))
    };
    let candidates = [Cidr::literal([172, 20, 0, 0], 16), Cidr::literal([10, 100, 0, 0], 16), Cidr::literal([192, 168, 0, 0], 16)];
    candidates.into_iter().find(|candidate| !taken(candidate)).unwrap_or(candidates[0])
}

fn native(cluster: &NewCluster) -> Result<NativeView, String> {
    let access = cluster.access.iter().map(|(name, entry)| AccessView {
        name: askama::filters::Safe(hcl::key(name.as_str())),
        principal_arn: entry.principal_arn.to_string(),
        policy: entry.policy.to_string(),
        namespaces: (!entry.namespaces.is_empty()).then(|| hcl::list(entry.namespaces.iter().map(|namespace| &namespace.value))),
    });
    Ok(NativeView {
        service_cidr: cluster.service_cidr.as_ref().map(|cidr| cidr.to_string()),
        private_endpoint: cluster.endpoint.private,
        public_access_cidrs: hcl::list(cluster.endpoint.public_access_cidrs.iter().map(|cidr| cidr.value)),
        log_types: (cluster.log_types.len() < LogType::ALL.len()).then(|| hcl::list(cluster.log_types.iter().map(|log| log.as_str()))),
        log_retention_days: cluster.log_retention_days,
        deletion_protection: cluster.deletion_protection,
        access: access.collect(),
    })
}
