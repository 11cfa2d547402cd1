//! Node groups, and what their instance types carry.

use askama::filters::Safe;

use crate::model::network::Model;
use crate::model::node_group::{AmiFamily, NodeGroup, NodeKind};
use crate::model::pods::Strategy;
use crate::planning::instances::{self, InstanceLimits};
use crate::planning::max_pods::{MaxPods, NodeMode, cap, max_pods};
use crate::planning::memory;
use crate::targets::escape::Code;
use crate::targets::hcl;
use crate::targets::view::by_strategy;
use crate::targets::view::pair::Setting;

/// Nodes that Terraform makes.
pub struct NodesView {
    /// Whether there are any.
    pub any: bool,
    /// Whether aws-node takes its permissions from the nodes' roles.
    pub cni_policy: bool,
    /// Interfaces that the CNI uses at most.
    pub max_eni: Option<u32>,
    /// Types on which a trunk takes an interface.
    pub trunk_types: Option<Code>,
    managed: Vec<GroupView>,
    self_managed: Vec<GroupView>,
    /// The instance types of these groups, sorted by name.
    pub types: Vec<TypeView>,
    /// Pods on a node by group, as a map.
    pub max_pods: Code,
    /// Whether `coredns` is installed.
    pub coredns: bool,
    /// Its version.
    pub coredns_version: Option<String>,
    /// What every declared type carries, those of groups not made here as well.
    pub limits: Vec<LimitView>,
}

/// Groups of one kind.
pub struct KindView<'a> {
    /// The module's variable.
    pub name: &'static str,
    /// Sorted by name.
    pub groups: &'a [GroupView],
}

/// One group.
pub struct GroupView {
    /// Its name as a key.
    pub name: Code,
    /// Where its pod limit comes from.
    pub max_pods_reason: String,
    /// What the module is told.
    pub settings: Vec<Setting>,
    /// Its name.
    pub plain_name: String,
    /// Its limit.
    pub max_pods: u32,
    /// Whether its image is the user's own.
    pub own_image: bool,
    /// Whether it is on spot.
    pub spot: bool,
    /// Whether it begins without a node.
    pub starts_empty: bool,
}

/// An instance type, for tests without AWS.
pub struct TypeView {
    /// Its name.
    pub name: String,
    /// vCPUs.
    pub vcpus: u32,
    /// `nitro` or `xen`.
    pub hypervisor: &'static str,
    /// Addresses of an interface.
    pub addresses: u32,
    /// Interfaces of the default card.
    pub interfaces: u32,
    /// Memory, as far as it limits pods.
    pub memory_mib: u32,
    /// `x86_64` or `arm64`.
    pub architecture: &'static str,
}

/// Pods that a type carries.
pub struct LimitView {
    /// The type.
    pub name: String,
    /// Pods at most.
    pub pods: u32,
    /// How that is counted.
    pub reason: String,
    /// The sum alone.
    pub sum: String,
    /// Without custom networking: what it was before.
    pub pods_before: u32,
}

impl NodesView {
    /// From the model. Says what a rule should have refused.
    pub fn new(model: &Model) -> Result<Self, String> {
        let addon = model.cni.install.value == crate::model::cni::Install::Addon;
        let existing = model.cluster.existing().is_some();
        let of_kind = |kind: NodeKind| model.nodes.iter().filter(move |(_, group)| group.kind.value == kind);
        let managed = of_kind(NodeKind::Managed).map(|(name, group)| view(model, name.as_str(), group)).collect::<Result<Vec<_>, _>>()?;
        let self_managed =
            of_kind(NodeKind::SelfManaged).map(|(name, group)| view(model, name.as_str(), group)).collect::<Result<Vec<_>, _>>()?;
        let any = !managed.is_empty() || !self_managed.is_empty();
        if any && !addon && model.pods.strategy.value.has_aws_node() {
            return Err(format!(
                "node groups need the CNI configured before them: with `install = \"{}\"` declare them as `existing`",
                model.cni.install.as_str()
            ));
        }
        let made = model.nodes.values().filter(|group| matches!(group.kind.value, NodeKind::Managed | NodeKind::SelfManaged));
        let mut types: Vec<&str> = made.flat_map(|group| group.instance_types.iter().map(|name| name.as_str())).collect();
        types.sort_unstable();
        types.dedup();
        let mut limits: Vec<LimitView> = Vec::new();
        for group in model.nodes.values() {
            for name in &group.instance_types {
                if !limits.iter().any(|limit| limit.name == name.as_str()) {
                    limits.push(limit(model, name.as_str())?);
                }
            }
        }
        limits.sort_by(|a, b| a.name.cmp(&b.name));
        let mut max_pods: Vec<(&str, String)> =
            managed.iter().chain(&self_managed).map(|group| (group.plain_name.as_str(), group.max_pods.to_string())).collect();
        max_pods.sort_unstable();
        let trunk = |name: &&&str| instances::find(name).is_some_and(|limits| limits.trunk_compatible);
        Ok(Self {
            any,
            trunk_types: (model.cni.security_groups_for_pods.value && model.pods.strategy.value.has_warm_targets())
                .then(|| hcl::list(types.iter().filter(trunk))),
            cni_policy: existing && model.cni.role_arn.is_none(),
            max_eni: model.cni.max_eni.as_ref().filter(|_| model.pods.strategy.value.has_warm_targets()).map(|max| max.value),
            types: types.into_iter().map(type_view).collect::<Result<Vec<_>, _>>()?,
            max_pods: hcl::map(max_pods),
            coredns: !existing && any && !matches!(model.pods.strategy.value, Strategy::Calico { .. }),
            coredns_version: model.addons.get("coredns").map(|version| version.to_string()),
            managed,
            self_managed,
            limits,
        })
    }

    /// The kinds that have groups.
    pub fn kinds(&self) -> Vec<KindView<'_>> {
        let kinds = [KindView { name: "managed", groups: &self.managed }, KindView { name: "self_managed", groups: &self.self_managed }];
        kinds.into_iter().filter(|kind| !kind.groups.is_empty()).collect()
    }

    /// Managed groups.
    pub fn managed(&self) -> &[GroupView] {
        &self.managed
    }

    /// Self-managed groups.
    pub fn self_managed(&self) -> &[GroupView] {
        &self.self_managed
    }
}

fn limits_of(name: &str) -> Result<InstanceLimits, String> {
    instances::find(name).ok_or_else(|| format!("instance type `{name}` is not in the table of types"))
}

/// How the CNI's settings use a node's interfaces.
fn mode(model: &Model) -> NodeMode {
    NodeMode {
        custom_networking: model.pods.strategy.value.keeps_off_node_subnets(),
        prefix_delegation: model.cni.prefix_delegation.value,
        max_eni: model.cni.max_eni.as_ref().map(|max| max.value),
        trunk: model.cni.security_groups_for_pods.value,
    }
}

/// What one type carries (M2, M4, M9), and the sum in words.
struct Sum {
    limits: InstanceLimits,
    max_pods: MaxPods,
    text: String,
    rule: String,
    reserved: bool,
}

fn sum(model: &Model, name: &str) -> Result<Sum, String> {
    let limits = limits_of(name)?;
    let mode = mode(model);
    let max_pods = max_pods(&limits, mode);
    let interfaces = mode.max_eni.map_or(limits.max_enis, |max| max.min(limits.max_enis));
    let trunk = mode.trunk && limits.trunk_compatible;
    let text = format!(
        "{} x ({} - 1){} + 2",
        match (mode.custom_networking, trunk) {
            (true, true) => format!("({interfaces} - 1 - 1)"),
            (true, false) | (false, true) => format!("({interfaces} - 1)"),
            (false, false) => interfaces.to_string(),
        },
        limits.ipv4_per_eni,
        if max_pods.prefixes { " x 16" } else { "" },
    );
    let formula = match (mode.custom_networking, max_pods.prefixes) {
        (false, false) => "M1",
        (true, false) => "M2",
        (false, true) => "M3",
        (true, true) => "M4",
    };
    let rule = format!("{formula}{}", if trunk { ", M9" } else { "" });
    Ok(Sum { limits, max_pods, text, rule, reserved: mode.custom_networking || trunk })
}

fn limit(model: &Model, name: &str) -> Result<LimitView, String> {
    if let Some(of_type) = by_strategy::of_type(model, name) {
        let (pods, reason) = of_type?;
        return Ok(LimitView { name: name.to_owned(), pods, sum: reason.clone(), reason, pods_before: pods });
    }
    let Sum { limits, max_pods: now, text, rule, .. } = sum(model, name)?;
    let before = max_pods(&limits, NodeMode { custom_networking: false, prefix_delegation: false, max_eni: None, trunk: false });
    let reason = if now.by_addresses > now.pods {
        format!("{text} = {} addresses, cut at {} ({rule}, M5)", now.by_addresses, now.pods)
    } else {
        format!("{text} ({rule})")
    };
    Ok(LimitView { name: name.to_owned(), pods: now.pods, reason, sum: text, pods_before: before.pods })
}

fn type_view(name: &str) -> Result<TypeView, String> {
    let limits = limits_of(name)?;
    Ok(TypeView {
        name: name.to_owned(),
        vcpus: limits.vcpus.unwrap_or(2),
        hypervisor: if limits.prefix_capable { "nitro" } else { "xen" },
        addresses: limits.ipv4_per_eni,
        interfaces: limits.max_enis,
        memory_mib: memory::known_mib(name).unwrap_or(8192),
        architecture: if is_arm(name) { "arm64" } else { "x86_64" },
    })
}

/// Graviton types have a `g` behind their generation: `c7g`, `im4gn`; and `a1`.
fn is_arm(name: &str) -> bool {
    let family = name.split('.').next().unwrap_or_default();
    let attributes = family.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches(|c: char| c.is_ascii_digit());
    family == "a1" || attributes.contains('g')
}

fn view(model: &Model, name: &str, group: &NodeGroup) -> Result<GroupView, String> {
    if let Some(own) = by_strategy::limit(model, group) {
        let managed = group.kind.value == NodeKind::Managed;
        let own = own.map_err(|fault| format!("node group `{name}`: {fault}"))?;
        return Ok(GroupView {
            name: Safe(hcl::key(name)),
            settings: settings(group, own.max_pods, managed),
            plain_name: name.to_owned(),
            max_pods_reason: own.reason,
            max_pods: own.max_pods,
            spot: group.spot,
            starts_empty: group.scaling.desired == 0,
            own_image: group.image.id.is_some(),
        });
    }
    let sums = group.instance_types.iter().map(|name| sum(model, name.as_str())).collect::<Result<Vec<_>, _>>()?;
    // The first of equals, so that the comment names a type that stands in front.
    let smallest = sums.iter().min_by_key(|sum| sum.max_pods.pods).ok_or_else(|| format!("node group `{name}` has no instance type"))?;
    let mixed = sums.iter().any(|sum| sum.max_pods.by_addresses != smallest.max_pods.by_addresses);
    let managed = group.kind.value == NodeKind::Managed;
    let eks_decides = managed && group.image.id.is_none();
    let most = if managed { smallest.max_pods.pods.min(cap(&smallest.limits)) } else { smallest.max_pods.pods };
    let max_pods = group.max_pods.as_ref().filter(|_| !eks_decides).map_or(most, |max| max.value);
    Ok(GroupView {
        name: Safe(hcl::key(name)),
        max_pods_reason: reason(smallest, mixed, most, max_pods, eks_decides),
        settings: settings(group, max_pods, managed),
        plain_name: name.to_owned(),
        max_pods,
        own_image: group.image.id.is_some(),
        spot: group.spot,
        starts_empty: group.scaling.desired == 0,
    })
}

/// Which rule decided the number of pods on a node.
fn reason(smallest: &Sum, mixed: bool, most: u32, max_pods: u32, eks_decides: bool) -> String {
    let Sum { limits, max_pods: MaxPods { by_addresses, .. }, text, rule, .. } = smallest;
    let (of_type, lowest) = if mixed { (format!("{}, the smallest here: ", limits.name), ", M12") } else { (String::new(), "") };
    let cut = *by_addresses > most;
    match (eks_decides, cut) {
        (true, true) => {
            format!("{of_type}{text} = {by_addresses} addresses, so EKS sets its limit of {most} pods ({rule}, M5, M10{lowest}).")
        }
        (true, false) => {
            format!("{of_type}{text} = {by_addresses} pods ({rule}{lowest}). EKS sets max-pods itself: scripts/verify.sh compares (M10).")
        }
        (false, _) if max_pods < most => format!("{of_type}{text} = {by_addresses} addresses ({rule}{lowest}); max_pods asks for fewer."),
        (false, true) => format!("{of_type}{text} = {by_addresses} addresses, cut at {most} pods ({rule}, M5{lowest})."),
        (false, false) => {
            let by_itself = match (smallest.reserved, smallest.max_pods.prefixes) {
                (true, _) => "; by itself nodeadm would count one interface more (M11)",
                (false, true) => "; by itself nodeadm would count single addresses (M10)",
                (false, false) => "",
            };
            format!("{of_type}{text} = {by_addresses} pods ({rule}{lowest}){by_itself}.")
        }
    }
}

fn settings(group: &NodeGroup, max_pods: u32, managed: bool) -> Vec<Setting> {
    let mut settings: Vec<(&str, String)> = vec![("instance_types", hcl::list(group.instance_types.iter().map(|name| &name.value)).0)];
    if group.spot {
        settings.push(("spot", "true".to_owned()));
    }
    if group.on_demand_base > 0 && !managed {
        settings.push(("on_demand_base", group.on_demand_base.to_string()));
    }
    settings.push(("min", group.scaling.min.to_string()));
    settings.push(("desired", group.scaling.desired.to_string()));
    settings.push(("max", group.scaling.max.to_string()));
    if let Some(pods) = &group.pods_per_node {
        settings.push(("pods_per_node", pods.to_string()));
    }
    if !managed || group.image.id.is_some() {
        settings.push(("max_pods", max_pods.to_string()));
    }
    if managed && group.image.family == AmiFamily::Bottlerocket {
        settings.push(("ami_family", hcl::string("bottlerocket")));
    }
    if let Some(release) = &group.image.release {
        settings.push(("ami_release", hcl::string(release)));
    }
    if let Some(id) = &group.image.id {
        settings.push(("ami_id", hcl::string(&id.to_string())));
    }
    if group.volume_gib != 50 {
        settings.push(("volume_gib", group.volume_gib.to_string()));
    }
    if !group.labels.is_empty() {
        settings.push(("labels", hcl::map(group.labels.iter().map(|(key, value)| (key.as_str(), hcl::string(value)))).0));
    }
    if !group.taints.is_empty() {
        let taints: Vec<String> = group.taints.iter().map(taint).collect();
        settings.push(("taints", format!("[{}]", taints.join(", "))));
    }
    settings.into_iter().map(|(key, value)| Setting { key: Safe(key.to_owned()), value: Safe(value) }).collect()
}

fn taint(taint: &crate::model::node_group::Taint) -> String {
    let value = (!taint.value.is_empty()).then(|| ("value", hcl::string(&taint.value)));
    let entries = std::iter::once(("key", hcl::string(&taint.key)))
        .chain(value)
        .chain(std::iter::once(("effect", hcl::string(taint.effect.as_str()))));
    hcl::map(entries).0
}
