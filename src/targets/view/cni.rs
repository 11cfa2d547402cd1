//! The VPC CNI: who installs it, and all its settings.

use askama::filters::Safe;

use crate::model::cni::{Cni, Identity, Install};
use crate::model::network::Model;
use crate::model::pods::Strategy;
use crate::targets::escape::Code;
use crate::targets::hcl;
use crate::targets::view::pair::{Setting, Text};
use crate::targets::view::words;

/// The chart that eksnet's values are written for, unless the file names another.
const CHART_VERSION: &str = "1.23.1";

/// The CNI.
#[allow(clippy::struct_excessive_bools, reason = "independent switches, as in the model")]
pub struct CniView {
    install: Install,
    /// Whether there is an aws-node at all: nodes of Auto Mode bring their own CNI (A9).
    used: bool,
    existing: bool,
    ipv6: bool,
    /// What an upgrade must not drop, in words.
    pub kept: &'static str,
    /// Whether its role is given by the service account's token.
    pub irsa: bool,
    /// A role that exists.
    pub role_arn: Option<String>,
    /// Whether the file names one.
    pub role_given: bool,
    /// How many add-ons stand in its module, in words.
    pub addon_count: String,
    /// Their names, in words.
    pub addon_names: String,
    /// Pinned versions.
    pub versions: Vec<Text>,
    /// Whether nodes leave pod addresses as they are.
    pub external_snat: bool,
    /// Why.
    pub snat_reason: String,
    /// Destinations with pod addresses.
    pub exclude_snat_cidrs: Option<Code>,
    /// Whether interfaces hold prefixes.
    pub prefix_delegation: bool,
    /// Whether pods may have branch interfaces.
    pub security_groups_for_pods: bool,
    /// Groups of the pods' interfaces, when the file names them.
    pub security_groups: Option<Code>,
    /// Whether it does.
    pub explicit_groups: bool,
    /// The same, one by one.
    pub security_group_ids: Vec<String>,
    /// Settings with a variable of their own in the module.
    pub settings: Vec<Setting>,
    env: Vec<Text>,
    init_env: Vec<Text>,
    /// Whether network policies are enforced.
    pub network_policy: bool,
    /// Every setting of aws-node that the file leads to, sorted by name, but those of custom networking.
    pub all_env: Vec<Text>,
    /// Those that count with IPv6 pods.
    pub ipv6_env: Vec<Text>,
    /// Settings of the init container.
    pub all_init_env: Vec<Text>,
    /// Version of the chart.
    pub chart_version: String,
    /// Whether Terraform installs the chart.
    pub helm_release: bool,
}

/// A map of further settings.
pub struct EnvMap<'a> {
    /// The module's variable.
    pub name: &'static str,
    /// Sorted by name.
    pub entries: &'a [Text],
}

impl CniView {
    /// From the model.
    pub fn new(model: &Model) -> Self {
        let cni = &model.cni;
        let existing = model.cluster.existing().is_some();
        let irsa = cni.identity == Identity::Irsa;
        let mut addons = if existing { vec![] } else { vec!["kube-proxy"] };
        if !existing && !irsa {
            addons.insert(0, "eks-pod-identity-agent");
        }
        addons.push("vpc-cni");
        let pin = |name: &&str| {
            let of_cni = cni.addon_version.as_ref().filter(|_| *name == "vpc-cni");
            let version = of_cni.or_else(|| model.addons.get(*name))?;
            Some(Text { key: Safe(hcl::key(name)), value: version.to_string() })
        };
        let (env, init_env) = further(model);
        let groups: Vec<String> = model.pods.security_groups.iter().map(|group| group.to_string()).collect();
        let excluded: Vec<_> = cni.exclude_snat_cidrs.iter().map(|cidr| cidr.value).collect();
        Self {
            install: cni.install.value,
            used: !matches!(model.pods.strategy.value, Strategy::AutoMode { .. }),
            existing,
            ipv6: matches!(model.pods.strategy.value, Strategy::Ipv6),
            kept: match model.pods.strategy.value {
                Strategy::Ipv6 => "IPv6",
                Strategy::NodeSubnets => "them",
                _ => "custom networking",
            },
            irsa,
            role_arn: cni.role_arn.as_ref().map(|arn| arn.to_string()),
            role_given: cni.role_arn.is_some(),
            addon_count: words::number(addons.len()),
            addon_names: words::and(&addons),
            versions: addons.iter().filter_map(pin).collect(),
            external_snat: cni.external_snat.value,
            snat_reason: stated(model).unwrap_or_else(|| snat_reason(model)),
            exclude_snat_cidrs: (!excluded.is_empty()).then(|| hcl::list(excluded)),
            prefix_delegation: cni.prefix_delegation.value,
            security_groups_for_pods: cni.security_groups_for_pods.value,
            explicit_groups: !groups.is_empty(),
            security_groups: (!groups.is_empty()).then(|| hcl::list(&groups)),
            security_group_ids: groups,
            settings: settings(cni, model.pods.strategy.has_warm_targets()),
            network_policy: cni.network_policy.value,
            all_env: all_env(cni, &env),
            all_init_env: init_env.iter().map(text).collect(),
            ipv6_env: cni
                .security_groups_for_pods
                .value
                .then(|| ("ENABLE_POD_ENI", "true".to_owned()))
                .iter()
                .chain(&env)
                .map(text)
                .collect(),
            env: env.iter().map(text).collect(),
            init_env: init_env.iter().map(text).collect(),
            chart_version: cni.chart_version.as_ref().map_or_else(|| CHART_VERSION.to_owned(), |version| version.to_string()),
            helm_release: cni.helm_release.value,
        }
    }

    /// Whether the add-on is told anything. With IPv6 pods EKS itself sets what it needs (C43).
    pub fn configured(&self) -> bool {
        !self.ipv6 || self.network_policy || self.security_groups_for_pods || !self.env.is_empty() || !self.init_env.is_empty()
    }

    /// Whether the managed add-on is used.
    pub fn addon(&self) -> bool {
        self.used && self.install == Install::Addon
    }

    /// Whether Helm is used.
    pub fn helm(&self) -> bool {
        self.used && self.install == Install::Helm
    }

    /// Whether plain manifests are used.
    pub fn manifests(&self) -> bool {
        self.used && self.install == Install::Manifests
    }

    /// Whether Terraform makes a role for aws-node.
    pub fn makes_role(&self) -> bool {
        self.addon() && !self.existing && self.role_arn.is_none()
    }

    /// Where the second values file goes.
    pub fn second_values(&self) -> &'static str {
        "helm/aws-vpc-cni/values-custom-networking.yaml"
    }

    /// Further settings that are not empty.
    pub fn env_maps(&self) -> Vec<EnvMap<'_>> {
        let maps = [EnvMap { name: "env", entries: &self.env }, EnvMap { name: "init_env", entries: &self.init_env }];
        maps.into_iter().filter(|map| !map.entries.is_empty()).collect()
    }
}

type Env = Vec<(&'static str, String)>;

fn text((name, value): &(&'static str, String)) -> Text {
    Text { key: Safe(hcl::key(name)), value: value.clone() }
}

/// Settings under their own names, for the main and for the init container.
fn further(model: &Model) -> (Env, Env) {
    let mut main: Env = Vec::new();
    let mut init: Env = Vec::new();
    for (name, setting) in &model.cni.env {
        if setting.setting.main {
            main.push((name, setting.value.value.clone()));
        }
        if setting.setting.init {
            init.push((name, setting.value.value.clone()));
        }
    }
    // Strict branch interfaces break TCP probes of the kubelet otherwise (C8).
    let standard = model.cni.env.get("POD_SECURITY_GROUP_ENFORCING_MODE").is_some_and(|mode| mode.value.value == "standard");
    if model.cni.security_groups_for_pods.value && !standard && !model.cni.env.contains_key("DISABLE_TCP_EARLY_DEMUX") {
        init.insert(0, ("DISABLE_TCP_EARLY_DEMUX", "true".to_owned()));
    }
    (main, init)
}

fn settings(cni: &Cni, warm_targets: bool) -> Vec<Setting> {
    let numbers = [
        ("warm_prefix_target", &cni.targets.warm_prefix),
        ("warm_eni_target", &cni.targets.warm_eni),
        ("warm_ip_target", &cni.targets.warm_ip),
        ("minimum_ip_target", &cni.targets.minimum_ip),
        ("max_eni", &cni.max_eni),
    ];
    let mut settings: Vec<(&str, String)> =
        numbers.into_iter().filter(|_| warm_targets).filter_map(|(name, value)| Some((name, value.as_ref()?.to_string()))).collect();
    for (name, on) in [("network_policy", &cni.network_policy), ("security_groups_for_pods", &cni.security_groups_for_pods)] {
        if on.value {
            settings.push((name, "true".to_owned()));
        }
    }
    settings.into_iter().map(|(key, value)| Setting { key: Safe(key.to_owned()), value: Safe(value) }).collect()
}

fn all_env(cni: &Cni, further: &Env) -> Vec<Text> {
    let excluded: Vec<String> = cni.exclude_snat_cidrs.iter().map(|cidr| cidr.to_string()).collect();
    let mut env: Env = vec![
        ("AWS_VPC_K8S_CNI_EXTERNALSNAT", cni.external_snat.value.to_string()),
        ("ENABLE_PREFIX_DELEGATION", cni.prefix_delegation.value.to_string()),
    ];
    if !excluded.is_empty() {
        env.push(("AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS", excluded.join(",")));
    }
    if cni.security_groups_for_pods.value {
        env.push(("ENABLE_POD_ENI", "true".to_owned()));
    }
    for (name, value) in [
        ("MAX_ENI", &cni.max_eni),
        ("MINIMUM_IP_TARGET", &cni.targets.minimum_ip),
        ("WARM_ENI_TARGET", &cni.targets.warm_eni),
        ("WARM_IP_TARGET", &cni.targets.warm_ip),
        ("WARM_PREFIX_TARGET", &cni.targets.warm_prefix),
    ] {
        if let Some(value) = value {
            env.push((name, value.to_string()));
        }
    }
    env.extend(further.iter().cloned());
    env.sort_unstable();
    env.iter().map(text).collect()
}

/// The reason that the file gives for translating addresses that could be answered.
pub fn stated(model: &Model) -> Option<String> {
    let asked_for = !model.cni.external_snat.value && model.pods.routable.value && model.cni.external_snat_given;
    let reason = model.checks.get("routable-pods-with-snat").filter(|_| asked_for)?.reason.as_ref()?;
    Some(reason.value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
}

fn snat_reason(model: &Model) -> String {
    let list: Vec<String> = match model.pods.strategy.has_pod_subnets() {
        true => model.vpc.all_secondary().map(|block| block.to_string()).collect(),
        false => vec![model.vpc.cidr.to_string()],
    };
    let blocks = words::and(&list);
    match (model.cni.external_snat.value, model.pods.routable.value) {
        (false, false) => {
            format!("{blocks} {} routable nowhere else: pods leave the VPC with their node's address (N2)", words::verb(&list, "is", "are"))
        }
        (true, true) => format!("other networks route to {blocks}: they see, and can answer, a pod's own address (N1)"),
        (false, true) => {
            format!("asked for: beyond the VPC, pods of {blocks} have their node's address although they could be answered (N1)")
        }
        (true, false) => format!("asked for: something else must translate {blocks}, or answers are lost (N3)"),
    }
}
