//! What the chart `aws-vpc-cni` is told.

use crate::model::network::Model;
use crate::targets::view::pair::Text;
use askama::filters::Safe;

/// Values of the chart.
pub struct HelmView {
    /// Where its images come from.
    pub image: Vec<Text>,
    /// Why nodes translate addresses or not, in lines.
    pub snat_comment: Vec<&'static str>,
}

/// Registries of partitions that have their own (C41): Region, account, domain.
const REGISTRIES: [(&str, &str, &str); 4] = [
    ("cn-north-1", "961992271922", "amazonaws.com.cn"),
    ("cn-northwest-1", "961992271922", "amazonaws.com.cn"),
    ("us-gov-east-1", "151742754352", "amazonaws.com"),
    ("us-gov-west-1", "013241004608", "amazonaws.com"),
];

impl HelmView {
    /// From the model.
    pub fn new(model: &Model) -> Self {
        let region = model.cluster.region.to_string();
        let registry = REGISTRIES.iter().find(|(name, ..)| *name == region);
        let mut image = Vec::new();
        if let Some((_, account, domain)) = registry {
            image.push(text("account", account));
            image.push(text("domain", domain));
        }
        image.push(text("region", &region));
        Self { image, snat_comment: snat_comment(model) }
    }
}

fn text(key: &str, value: &str) -> Text {
    Text { key: Safe(key.to_owned()), value: value.to_owned() }
}

fn snat_comment(model: &Model) -> Vec<&'static str> {
    match (model.cni.external_snat.value, model.pods.routable.value) {
        (false, false) if !model.connected.is_empty() => vec![
            "Nobody beyond the VPC can answer a pod, so nodes lend pods their address, on connected networks as well (N2).",
            "For the same reason AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS must not name those (N4).",
        ],
        (false, false) => vec!["Nobody beyond the VPC can answer a pod, so nodes lend pods their address (N2)."],
        (true, true) => vec!["Other networks route to the pods' addresses: they see, and can answer, a pod itself (N1)."],
        (false, true) => vec!["Asked for: beyond the VPC pods have their node's address, although they could be answered (N1)."],
        (true, false) => vec!["Asked for: something else must translate the pods' addresses, or answers are lost (N3)."],
    }
}
