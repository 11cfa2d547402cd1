//! What this version of eksnet generates. Building more means lifting a line here, and its refusal with it.

use crate::model::network::Model;
use crate::model::node_group::NodeKind;
use crate::model::pods::Strategy;

/// Strategies, as written in `eksnet.toml`.
pub const STRATEGIES: &[&str] = &["auto_mode", "calico", "discovery", "eniconfig", "ipv6", "node_subnets"];

/// Whether clusters by terraform-aws-modules/eks are generated.
pub const MODULE_SOURCE: bool = false;

/// Kinds of node groups that go with a strategy.
pub const fn kinds(strategy: &Strategy) -> &'static [NodeKind] {
    match strategy {
        Strategy::AutoMode { .. } => &[NodeKind::Auto, NodeKind::Managed, NodeKind::SelfManaged, NodeKind::Existing],
        _ => &[NodeKind::Managed, NodeKind::SelfManaged, NodeKind::Existing],
    }
}

/// Whether the file's strategy is generated. Where it is not, that is the one thing to say: nothing else would matter.
pub fn strategy(model: &Model) -> bool {
    STRATEGIES.contains(&model.pods.strategy.value.as_str())
}
