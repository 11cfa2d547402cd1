//! EKS Auto Mode: what its NodeClass and NodePools say, and what Terraform makes for them.

use askama::filters::Safe;

use crate::model::network::Model;
use crate::model::node_group::{NodeGroup, NodeKind};
use crate::model::pods::Strategy;
use crate::model::subnet::SubnetRole;
use crate::planning::{auto_density, instances};
use crate::targets::escape::Code;
use crate::targets::hcl;
use crate::targets::view::words;

/// IAM takes role names of 64 characters (L5).
const LONGEST_ROLE: usize = 64;

/// Auto Mode.
pub struct AutoModeView {
    /// Whether pods have a security group of their own.
    pub isolate: bool,
    /// Name of the NodeClass. `default` is EKS's own (A8).
    pub node_class: &'static str,
    /// Name of the nodes' role, which the NodeClass bears.
    pub node_role_name: String,
    /// Name of the pods' security group, when they have one of their own.
    pub pod_group_name: String,
    /// Groups of the pods, when the file names them.
    pub pod_group_ids: Vec<String>,
    /// How the NodeClass finds the node subnets.
    pub node_terms: Vec<Term>,
    /// How it finds the pod subnets.
    pub pod_terms: Vec<Term>,
    /// Node and pod subnets by zone, for the scripts.
    pub zones: Vec<AutoZone>,
    /// Blocks of which pods have addresses.
    pub pod_blocks: Vec<String>,
    /// `Random` or `Disabled`.
    pub snat_policy: &'static str,
    /// Whether single addresses are asked for instead of prefixes.
    pub single_addresses: bool,
    /// Whether network policies are switched on.
    pub network_policy: bool,
    /// The pools, sorted by name.
    pub pools: Vec<PoolView>,
    /// What a workload selects to run here, for the first pool: a label and its value.
    pub selector: (String, String),
    /// Whether that label is the file's own.
    pub own_label: bool,
    /// That label as a path of Helm's `--set`.
    pub helm_key: String,
    /// Taints of the first pool, which the example tolerates.
    pub tolerations: Vec<(String, String, &'static str)>,
    /// Name of the example and of its namespace.
    pub example: &'static str,
    /// What pods of another pool would not be.
    pub apart: &'static str,
    /// Why `snat_policy` is what it is.
    pub snat_reason: String,
    /// What this is, in a few sentences.
    pub summary: Code,
    /// With which address pods leave the VPC.
    pub egress: &'static str,
    /// Whether EKS refuses to delete the cluster.
    pub protected: bool,
    /// DNS address of the cluster, where Service addresses are known.
    pub dns: String,
    /// How the NodeClass's node subnets are named when it names them, as Terraform's list.
    pub node_ids: Option<Code>,
}

/// How a subnet is found.
pub struct Term {
    /// `id`, or `name` for a tag.
    pub by_id: bool,
    /// What it is.
    pub value: String,
}

/// A zone.
pub struct AutoZone {
    /// Its name.
    pub name: String,
    /// Id of its node subnet, when it was there before; else empty.
    pub node_id: String,
    /// Block of its node subnet.
    pub node: String,
    /// Block of its pod subnet.
    pub pod: String,
}

/// A NodePool.
pub struct PoolView {
    /// Its name.
    pub name: String,
    /// vCPUs of all its nodes.
    pub cpu_limit: Option<u32>,
    /// Labels of its nodes.
    pub labels: Vec<(String, String)>,
    /// Taints: key, value, effect.
    pub taints: Vec<(String, String, &'static str)>,
    /// What its nodes must be.
    pub requirements: Vec<Requirement>,
}

/// One requirement.
pub struct Requirement {
    /// Why, in lines.
    pub comment: Vec<String>,
    /// A label of nodes.
    pub key: &'static str,
    /// `In` or `Gt`.
    pub operator: &'static str,
    /// Its values.
    pub values: Vec<String>,
}

impl AutoModeView {
    /// From the model; `None` for any other strategy. Says what a rule should have refused.
    pub fn new(model: &Model) -> Result<Option<Self>, String> {
        let Strategy::AutoMode { isolate } = &model.pods.strategy.value else { return Ok(None) };
        let name = model.cluster.name.to_string();
        let mut view = Self {
            isolate: *isolate,
            node_class: if *isolate { "isolated-pods" } else { "pod-subnets" },
            node_role_name: role_name(&name, &model.cluster.region.to_string()),
            pod_group_name: format!("eks-cluster-sg-{name}-pods"),
            pod_group_ids: model.pods.security_groups.iter().map(|group| group.to_string()).collect(),
            node_terms: Vec::new(),
            pod_terms: Vec::new(),
            zones: Vec::new(),
            pod_blocks: model.vpc.all_secondary().map(|block| block.to_string()).collect(),
            snat_policy: if model.cni.external_snat.value { "Disabled" } else { "Random" },
            // Written, not left out: then it has a place of its own.
            single_addresses: !model.cni.prefix_delegation.value && model.cni.prefix_delegation.span != model.cni.span,
            network_policy: *isolate || model.cni.network_policy.value,
            pools: Vec::new(),
            selector: ("eks.amazonaws.com/compute-type".to_owned(), "auto".to_owned()),
            own_label: false,
            helm_key: String::new(),
            tolerations: Vec::new(),
            example: if *isolate { "isolation" } else { "pod-subnets" },
            apart: if *isolate { "isolated" } else { "in the pod subnets" },
            snat_reason: snat_reason(model),
            summary: Safe(words::wrap(&summary(model, *isolate), 0)),
            egress: if model.cni.external_snat.value {
                "Beyond the VPC a pod appears with its own address, by the routes of its pod subnet"
            } else {
                "Beyond the VPC a pod appears with its node's address, by its node's routes and security group"
            },
            protected: model.cluster.new_cluster().is_some_and(|cluster| cluster.deletion_protection),
            dns: model.cluster.service_cidr().map(|cidr| dns(cidr.value.network().octets())).unwrap_or_default(),
            node_ids: None,
        };
        for (zone, network) in model.active_zones() {
            let subnet = |role: SubnetRole| network.subnet(role).ok_or_else(|| format!("zone `{zone}` has no {role} subnet"));
            let (node, pod) = (subnet(SubnetRole::Node)?, subnet(SubnetRole::Pod)?);
            view.node_terms.push(match node.id() {
                Some(id) => Term { by_id: true, value: id.to_string() },
                None => Term { by_id: false, value: format!("{name}-node-{zone}") },
            });
            view.pod_terms.push(Term { by_id: false, value: format!("{name}-pod-{zone}") });
            view.zones.push(AutoZone {
                name: zone.to_string(),
                node_id: node.id().map(|id| id.to_string()).unwrap_or_default(),
                node: node.cidr.to_string(),
                pod: pod.cidr.to_string(),
            });
        }
        let ids: Vec<&str> = view.node_terms.iter().filter(|term| term.by_id).map(|term| term.value.as_str()).collect();
        view.node_ids = (!ids.is_empty()).then(|| hcl::list(ids));
        let zones: Vec<String> = view.zones.iter().map(|zone| zone.name.clone()).collect();
        for (name, group) in model.nodes.iter().filter(|(_, group)| group.kind.value == NodeKind::Auto) {
            view.pools.push(pool(name.as_str(), group, &zones)?);
        }
        let first = view.pools.first().ok_or("Auto Mode has no node group of kind `auto`")?;
        view.tolerations.clone_from(&first.taints);
        if let Some(label) = first.labels.first() {
            view.selector = label.clone();
            view.own_label = true;
        }
        view.helm_key = view.selector.0.replace('.', "\\.");
        Ok(Some(view))
    }

    /// The names of the pools as a list of Terraform.
    pub fn pool_names(&self) -> Code {
        hcl::list(self.pools.iter().map(|pool| &pool.name))
    }

    /// The groups of the pods' interfaces, as the script compares them.
    pub fn pod_group_list(&self) -> String {
        let mut ids = self.pod_group_ids.clone();
        ids.sort_unstable();
        ids.join(",")
    }
}

/// `<cluster>-<region>-node`. IAM names are global, hence the Region; a longer one is cut, and told apart by its sum.
fn role_name(cluster: &str, region: &str) -> String {
    let whole = format!("{cluster}-{region}-node");
    if whole.len() <= LONGEST_ROLE {
        return whole;
    }
    let sum = cluster.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let tail = format!("-{sum:08x}-{region}-node");
    format!("{}{tail}", &cluster[..LONGEST_ROLE - tail.len()])
}

fn snat_reason(model: &Model) -> String {
    let blocks: Vec<String> = model.vpc.all_secondary().map(|block| block.to_string()).collect();
    let (blocks, is) = (words::and(&blocks), if blocks.len() == 1 { "is" } else { "are" });
    match (model.cni.external_snat.value, model.pods.routable.value) {
        (false, false) => {
            format!(
                "{blocks} {is} routable nowhere else: pods leave the VPC with their node's address, by its routes and its group (N2, C27)."
            )
        }
        (true, true) => format!("Other networks route to {blocks}: they see, and can answer, a pod's own address (N1, A11)."),
        (false, true) => "Asked for: beyond the VPC pods have their node's address, although they could be answered (N1).".to_owned(),
        (true, false) => format!("Asked for: something else must translate {blocks}, or answers are lost (N3, A11)."),
    }
}

fn summary(model: &Model, isolate: bool) -> String {
    let blocks: Vec<String> = model.vpc.all_secondary().map(|block| format!("`{}`", block.value)).collect();
    let made = if model.vpc.created().is_some() {
        "A VPC and an EKS Auto Mode cluster."
    } else {
        "An EKS Auto Mode cluster, in a VPC that is there."
    };
    format!(
        "{made} Nodes and load balancers have addresses of `{}`, pods of {}{}. EKS makes the nodes, from the manifests here; its own node pools are off, \
         because their pods would sit in the node subnets.",
        model.vpc.cidr.value,
        words::and(&blocks),
        if isolate { " and a security group of their own" } else { "" },
    )
}

/// The tenth address of the Service block: where EKS puts DNS (E5).
fn dns(network: [u8; 4]) -> String {
    std::net::Ipv4Addr::from(u32::from_be_bytes(network) + 10).to_string()
}

fn pool(name: &str, group: &NodeGroup, zones: &[String]) -> Result<PoolView, String> {
    Ok(PoolView {
        name: name.to_owned(),
        cpu_limit: group.requirements.cpu_limit.as_ref().map(|limit| limit.value),
        labels: group.labels.iter().map(|(key, value)| (key.clone(), value.value.clone())).collect(),
        taints: group.taints.iter().map(|taint| (taint.key.value.clone(), taint.value.clone(), taint.effect.as_str())).collect(),
        requirements: requirements(group, zones)?,
    })
}

fn requirements(group: &NodeGroup, zones: &[String]) -> Result<Vec<Requirement>, String> {
    let wanted = &group.requirements;
    let given = |list: &[crate::diag::span::Sp<String>], default: &[&str]| -> Vec<String> {
        if list.is_empty() {
            default.iter().map(|word| (*word).to_owned()).collect()
        } else {
            list.iter().map(|word| word.value.clone()).collect()
        }
    };
    let plain = |key, values| Requirement { comment: Vec::new(), key, operator: "In", values };
    let mut all = vec![
        plain("karpenter.sh/capacity-type", given(&wanted.capacity_types, &["on-demand"])),
        plain("kubernetes.io/arch", given(&wanted.architectures, &["amd64"])),
    ];
    let types: Vec<String> = group.instance_types.iter().map(|name| name.to_string()).collect();
    if types.is_empty() {
        let categories = given(&wanted.instance_categories, &["c", "m", "r"]);
        let density = auto_density::fewest_by_vcpus(&categories.iter().map(String::as_str).collect::<Vec<_>>());
        all.push(plain("eks.amazonaws.com/instance-category", categories));
        if wanted.instance_cpus.is_empty() {
            all.push(Requirement {
                comment: sentence(&[("1 CPU".to_owned(), density.get(&1).copied().unwrap_or(3))]),
                key: "eks.amazonaws.com/instance-cpu",
                operator: "Gt",
                values: vec!["1".to_owned()],
            });
        } else {
            let cpus: Vec<u32> = wanted.instance_cpus.iter().map(|cpu| cpu.value).collect();
            all.push(Requirement {
                comment: density_comment(&cpus, &density),
                key: "eks.amazonaws.com/instance-cpu",
                operator: "In",
                values: cpus.iter().map(u32::to_string).collect(),
            });
        }
        all.push(Requirement {
            comment: vec!["As in EKS's own pools.".to_owned()],
            key: "eks.amazonaws.com/instance-generation",
            operator: "Gt",
            values: vec![(auto_density::OLDEST_GENERATION - 1).to_string()],
        });
    } else {
        let mut facts = Vec::new();
        for name in &types {
            let limits = instances::find(name).ok_or_else(|| format!("instance type `{name}` is not in the table of types"))?;
            facts.push((format!("a {name}"), auto_density::pods_beside(&limits)));
        }
        all.push(Requirement { comment: sentence(&facts), key: "node.kubernetes.io/instance-type", operator: "In", values: types });
    }
    all.push(Requirement {
        comment: vec!["The zones that have a pod subnet (A4).".to_owned()],
        key: "topology.kubernetes.io/zone",
        operator: "In",
        values: zones.to_vec(),
    });
    Ok(all)
}

/// `42 pods on 4 or 8 CPUs and 110 pods on 16 or 32 CPUs`.
fn density_comment(cpus: &[u32], density: &std::collections::BTreeMap<u32, u32>) -> Vec<String> {
    let mut sorted = cpus.to_vec();
    sorted.sort_unstable();
    let mut groups: Vec<(Vec<String>, u32)> = Vec::new();
    for cpu in sorted {
        let Some(&pods) = density.get(&cpu) else { continue };
        match groups.last_mut() {
            Some((same, last)) if *last == pods => same.push(cpu.to_string()),
            _ => groups.push((vec![cpu.to_string()], pods)),
        }
    }
    let facts: Vec<(String, u32)> = groups
        .into_iter()
        .map(|(cpus, pods)| (format!("{} CPU{}", words::and(&cpus).replace(" and ", " or "), if cpus == ["1"] { "" } else { "s" }), pods))
        .collect();
    if facts.is_empty() { Vec::new() } else { sentence(&facts) }
}

fn sentence(facts: &[(String, u32)]) -> Vec<String> {
    let parts: Vec<String> = facts.iter().map(|(what, pods)| format!("{pods} pods on {what}")).collect();
    let text =
        format!("Nodes' first interface carries no pods here (A5), so they have addresses for at least {} (M7).", words::and(&parts));
    words::wrap(&text, 10).lines().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn role_names_fit_and_differ() {
        assert_eq!(role_name("workshop", "us-west-2"), "workshop-us-west-2-node");
        let (one, two) = (role_name(&"a".repeat(100), "ap-southeast-2"), role_name(&format!("{}b", "a".repeat(99)), "ap-southeast-2"));
        assert_eq!(one.len(), 64);
        assert!(one.ends_with("-ap-southeast-2-node") && one != two);
    }

    #[test]
    fn dns_is_the_tenth_address() {
        assert_eq!(dns([172, 20, 0, 0]), "172.20.0.10");
    }
}
