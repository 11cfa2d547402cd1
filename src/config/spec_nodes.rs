//! What a node group of `eksnet.toml` may hold.

use crate::config::kind::{Kind, Table, key, required};

/// `[nodes.<name>]`.
pub static NODE_GROUP: Table = Table {
    keys: &[
        required(
            "kind",
            Kind::Word(&["managed", "self_managed", "existing", "karpenter", "auto"]),
            "Who makes the nodes; `existing`: declared for the checks only.",
        ),
        key("instance_types", Kind::StrList, "EC2 instance types; the smallest decides about max-pods."),
        key("min", Kind::Int, "Nodes at least."),
        key("max", Kind::Int, "Nodes at most."),
        key("desired", Kind::Int, "Nodes to begin with; default `min`."),
        key("ami_family", Kind::Word(&["al2023", "bottlerocket"]), "Default `al2023`."),
        key("ami_release", Kind::Str, "Release of the image; default `recommended`."),
        key("ami_id", Kind::Str, "An image of your own, `ami-…`."),
        key("volume_gib", Kind::Int, "Size of the root volume; default 50."),
        key("spot", Kind::Bool, "Spot capacity; default false."),
        key("on_demand_base", Kind::Int, "Self-managed spot groups: so many nodes on demand first; default 0."),
        key("labels", Kind::StrMap, "Labels of the nodes."),
        key("taints", Kind::TableList(&TAINT), "Taints of the nodes."),
        key("pods_per_node", Kind::Int, "Pods planned on a node, those on the host's network not counted."),
        key("max_pods", Kind::Int, "What the kubelet is told; default: what the instance type carries."),
        key("capacity_types", Kind::StrList, "Auto Mode and Karpenter: `on-demand`, `spot`."),
        key("architectures", Kind::StrList, "Auto Mode and Karpenter: `amd64`, `arm64`."),
        key("instance_categories", Kind::StrList, "Auto Mode and Karpenter: `c`, `m`, `r` and so on."),
        key("instance_cpus", Kind::IntList, "Auto Mode and Karpenter: vCPUs of a node."),
        key("cpu_limit", Kind::Int, "Auto Mode and Karpenter: vCPUs of all nodes together."),
    ],
};

/// One taint.
pub static TAINT: Table = Table {
    keys: &[
        required("key", Kind::Str, "Its key."),
        key("value", Kind::Str, "Its value."),
        required("effect", Kind::Word(&["NoSchedule", "PreferNoSchedule", "NoExecute"]), "What it does to pods that do not tolerate it."),
    ],
};
