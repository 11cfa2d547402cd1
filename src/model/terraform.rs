//! `[terraform]` and `[addons]`.

use std::collections::BTreeMap;

use crate::config::reader::Scalar;
use crate::diag::span::Sp;
use crate::model::names::AddonVersion;

/// Settings of the generated roots.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TerraformSettings {
    /// Version constraint.
    pub required_version: Option<Sp<String>>,
    /// Arguments of the `s3` backend.
    pub s3_backend: Option<BTreeMap<String, Scalar>>,
}

/// Managed add-ons whose version can be pinned.
pub const ADDONS: [&str; 4] = ["coredns", "eks-pod-identity-agent", "kube-proxy", "vpc-cni"];

/// Pins by add-on name.
pub type AddonVersions = BTreeMap<&'static str, Sp<AddonVersion>>;
