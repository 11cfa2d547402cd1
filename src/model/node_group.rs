//! Node groups.

use std::collections::BTreeMap;
use std::fmt;

use crate::diag::span::{Sp, Span};
use crate::model::ids::AmiId;
use crate::model::names::InstanceType;

/// One of `[nodes.<name>]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeGroup {
    /// Where its header stands.
    pub span: Span,
    /// Who makes the nodes.
    pub kind: Sp<NodeKind>,
    /// Types, in file order; the place is that of each.
    pub instance_types: Vec<Sp<InstanceType>>,
    /// How many nodes.
    pub scaling: Scaling,
    /// Operating system image.
    pub image: Image,
    /// Size of the root volume in GiB.
    pub volume_gib: u32,
    /// Spot capacity.
    pub spot: bool,
    /// Nodes on demand before spot begins (self-managed).
    pub on_demand_base: u32,
    /// Labels, sorted by key.
    pub labels: BTreeMap<String, Sp<String>>,
    /// Taints, in file order.
    pub taints: Vec<Taint>,
    /// Pods planned on a node, those on the host's network not counted.
    pub pods_per_node: Option<Sp<u32>>,
    /// What the kubelet is told.
    pub max_pods: Option<Sp<u32>>,
    /// What Auto Mode and Karpenter choose from.
    pub requirements: Requirements,
}

/// Who makes the nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// An EKS managed node group.
    Managed,
    /// A launch template and an Auto Scaling group.
    SelfManaged,
    /// Somebody else; declared for the checks only.
    Existing,
    /// Karpenter.
    Karpenter,
    /// EKS Auto Mode.
    Auto,
}

impl NodeKind {
    /// As written in `eksnet.toml`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Managed => "managed",
            Self::SelfManaged => "self_managed",
            Self::Existing => "existing",
            Self::Karpenter => "karpenter",
            Self::Auto => "auto",
        }
    }
}

impl fmt::Display for NodeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How many nodes. `min <= desired <= max`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scaling {
    /// At least.
    pub min: u32,
    /// To begin with.
    pub desired: u32,
    /// At most; the place is that of the key, or of the group.
    pub max: Sp<u32>,
}

/// Operating system image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its family.
    pub family: AmiFamily,
    /// Its release; `recommended` unless pinned.
    pub release: Option<Sp<String>>,
    /// An image of the user's own.
    pub id: Option<Sp<AmiId>>,
}

/// Families of images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmiFamily {
    /// Amazon Linux 2023.
    Al2023,
    /// Bottlerocket.
    Bottlerocket,
}

/// A taint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taint {
    /// Its key.
    pub key: Sp<String>,
    /// Its value, perhaps empty.
    pub value: String,
    /// What it does.
    pub effect: TaintEffect,
}

/// What a taint does to pods that do not tolerate it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaintEffect {
    /// New ones stay away.
    NoSchedule,
    /// New ones stay away if they can.
    PreferNoSchedule,
    /// Running ones go too.
    NoExecute,
}

impl TaintEffect {
    /// Kubernetes' name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoSchedule => "NoSchedule",
            Self::PreferNoSchedule => "PreferNoSchedule",
            Self::NoExecute => "NoExecute",
        }
    }
}

/// What Auto Mode and Karpenter choose from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requirements {
    /// `on-demand`, `spot`.
    pub capacity_types: Vec<Sp<String>>,
    /// `amd64`, `arm64`.
    pub architectures: Vec<Sp<String>>,
    /// `c`, `m`, `r` and so on.
    pub instance_categories: Vec<Sp<String>>,
    /// vCPUs of a node.
    pub instance_cpus: Vec<Sp<u32>>,
    /// vCPUs of all nodes together.
    pub cpu_limit: Option<Sp<u32>>,
}
