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

/// Regions whose images are not in account 602401143452: Region, account, domain (C41). Source: EKS user guide, "View Amazon
/// container image registries for Amazon EKS add-ons", 2026.
const REGISTRIES: [(&str, &str, &str); 21] = [
    ("af-south-1", "877085696533", "amazonaws.com"),
    ("ap-east-1", "800184023465", "amazonaws.com"),
    ("ap-east-2", "533267051163", "amazonaws.com"),
    ("ap-south-2", "900889452093", "amazonaws.com"),
    ("ap-southeast-3", "296578399912", "amazonaws.com"),
    ("ap-southeast-4", "491585149902", "amazonaws.com"),
    ("ap-southeast-5", "151610086707", "amazonaws.com"),
    ("ap-southeast-6", "333609536671", "amazonaws.com"),
    ("ap-southeast-7", "121268973566", "amazonaws.com"),
    ("ca-west-1", "761377655185", "amazonaws.com"),
    ("cn-north-1", "918309763551", "amazonaws.com.cn"),
    ("cn-northwest-1", "961992271922", "amazonaws.com.cn"),
    ("eu-central-2", "900612956339", "amazonaws.com"),
    ("eu-south-1", "590381155156", "amazonaws.com"),
    ("eu-south-2", "455263428931", "amazonaws.com"),
    ("il-central-1", "066635153087", "amazonaws.com"),
    ("me-central-1", "759879836304", "amazonaws.com"),
    ("me-south-1", "558608220178", "amazonaws.com"),
    ("mx-central-1", "730335286997", "amazonaws.com"),
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
            if *domain != "amazonaws.com" {
                image.push(text("domain", domain));
            }
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
