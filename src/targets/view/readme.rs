//! The wording of README.md, as far as it depends on the input.

use crate::model::cluster::NewCluster;
use crate::model::connected::Via;
use crate::model::network::Model;
use crate::model::node_group::NodeKind;
use crate::model::pods::Strategy;
use crate::model::subnet::{Subnet, SubnetRole, ZoneNetwork};
use crate::model::vpc::Nat;
use crate::targets::escape::Code;
use crate::targets::view::cni::CniView;
use crate::targets::view::network::NetworkView;
use crate::targets::view::nodes::{GroupView, NodesView};
use crate::targets::view::words::{and, count, count as count_of, wrap};
use askama::filters::{Escaper, Safe};

/// The wording.
pub struct ReadmeView {
    /// What this is, in a few sentences.
    pub summary: Code,
    /// Whether there are public subnets to show.
    pub public_column: bool,
    /// The table of zones.
    pub zones: Vec<ReadmeZone>,
    /// The blocks that are added to an adopted VPC.
    pub added_blocks: Code,
    /// What is done to a cluster that is there, in a few sentences.
    pub intro: Code,
    /// What to look after beforehand.
    pub before: Vec<Item>,
    /// What one apply does, in order.
    pub order: String,
    /// Where the API answers.
    pub endpoint: Code,
    /// What the verification needs, where the API answers, who administers.
    pub verify: Code,
    /// Who administers the cluster.
    pub administrators: Code,
    /// What to know about the groups.
    pub node_notes: Vec<Code>,
    /// Settings of the CNI, counted.
    pub setting_count: String,
    /// The VPC's primary block.
    pub block: Code,
    /// NAT gateways, in words.
    pub nat: Code,
    /// The zone of the only one.
    pub single_nat: Option<String>,
    /// How to change things later.
    pub changes: Vec<Code>,
    /// Number of the step that switches pods over.
    pub switch_step: u32,
    /// Number of the step that replaces nodes.
    pub cycle_step: u32,
    /// Max-pods without custom networking.
    pub max_pods_before: String,
}

/// A row of the table of zones; cells are code spans or a dash.
pub struct ReadmeZone {
    /// The zone.
    pub name: String,
    /// ` (retired)` or nothing.
    pub retired: &'static str,
    /// Public subnet.
    pub public: Code,
    /// Control subnet.
    pub control: Code,
    /// Node subnet.
    pub node: Code,
    /// Pod subnet.
    pub pod: Code,
    /// Route table.
    pub route_table: Code,
}

/// A bold title and a text.
pub struct Item {
    /// The title.
    pub title: &'static str,
    /// The text.
    pub text: Code,
}

impl ReadmeView {
    /// From the model.
    pub fn new(model: &Model, network: &NetworkView, cni: &CniView, nodes: &NodesView) -> Self {
        let added: Vec<String> = model.vpc.secondary_cidrs.iter().map(|block| code(&block.value)).collect();
        let new = model.cluster.new_cluster();
        let steps = if cni.helm_release { 2 } else { 3 };
        let switch_step = if model.cni.adopt.is_some() { steps + u32::from(cni.helm()) } else { steps };
        Self {
            summary: Safe(wrap(&summary(model, nodes), 0)),
            public_column: network.public,
            zones: model.zones.iter().map(|(zone, zone_network)| row(zone.as_str(), zone_network, network.ipv6_length())).collect(),
            added_blocks: Safe(blocks(&added)),
            intro: Safe(wrap(&intro(model, cni, &added), 0)),
            before: before(model, network, cni, nodes),
            order: order(model, network, nodes),
            endpoint: Safe(new.map(endpoint).unwrap_or_default()),
            verify: Safe(wrap(&new.map(verify).unwrap_or_default(), 0)),
            administrators: Safe(new.map(administrators).unwrap_or_default()),
            node_notes: node_notes(nodes),
            setting_count: setting_count(model),
            block: Safe(code(&model.vpc.cidr.value)),
            nat: Safe(nat(model)),
            single_nat: single_nat(model),
            changes: changes(model, network, nodes),
            switch_step,
            cycle_step: switch_step + 1,
            max_pods_before: max_pods_before(nodes),
        }
    }
}

/// A code span.
fn code(text: &impl ToString) -> String {
    let mut out = String::from("`");
    // Writing into a String cannot fail.
    let _ = crate::targets::escape::Markdown.write_escaped_str(&mut out, &text.to_string());
    out.push('`');
    out
}

fn codes<T: ToString>(items: impl IntoIterator<Item = T>) -> Vec<String> {
    items.into_iter().map(|item| code(&item)).collect()
}

fn row(name: &str, network: &ZoneNetwork, ipv6_length: u8) -> ReadmeZone {
    let digits = usize::from(64 - ipv6_length.min(60)) / 4;
    let cell = |role: SubnetRole| {
        let of = |subnet: &Subnet| match subnet.ipv6_number {
            Some(number) => format!("{}, `…{number:0digits$x}::/64`", code(&subnet.cidr.value)),
            None => code(&subnet.cidr.value),
        };
        Safe(network.subnet(role).map_or_else(|| "-".to_owned(), of))
    };
    ReadmeZone {
        name: name.to_owned(),
        retired: if network.retired { " (retired)" } else { "" },
        public: cell(SubnetRole::Public),
        control: if network.subnet(SubnetRole::Control).is_some() { cell(SubnetRole::Control) } else { cell(SubnetRole::Node) },
        node: cell(SubnetRole::Node),
        pod: cell(SubnetRole::Pod),
        route_table: Safe(network.route_table.as_ref().map_or_else(|| "-".to_owned(), |table| code(&table.value))),
    }
}

/// `the block X`, `the blocks X and Y`.
fn blocks(added: &[String]) -> String {
    match added {
        [] => "nothing to its blocks".to_owned(),
        [one] => format!("the block {one}"),
        more => format!("the blocks {}", and(more)),
    }
}

/// What is done to a cluster that is there.
fn intro(model: &Model, cni: &CniView, added: &[String]) -> String {
    let vpc = model.vpc.adopted().map(|adopted| code(&adopted.id.value)).unwrap_or_default();
    let subnets = count(model.subnets(SubnetRole::Pod).count(), "pod subnet");
    let adds = if added.is_empty() {
        format!("Terraform adds {subnets} and their route table associations")
    } else {
        format!("Terraform adds {}, {subnets} and their route table associations", blocks(added))
    };
    let switch = match (cni.addon(), cni.helm(), model.cni.adopt.is_some()) {
        (true, ..) => ", and takes over the running `aws-node` as the managed add-on `vpc-cni`, which uses them.",
        (false, true, true) => "; Helm takes over the `aws-node` that EKS installed and switches it to the new subnets.",
        (false, true, false) => "; Helm installs `aws-node` with the new subnets.",
        (false, false, _) => "; plain manifests then point the running `aws-node` to them.",
    };
    let over_gateway = model.connected.values().any(|network| network.via.value == Via::TransitGateway);
    let visibility = match (model.cni.external_snat.value, over_gateway) {
        (false, true) => {
            "Nodes keep their addresses on the transit gateway. Pods appear there with their node's address; nothing beyond the VPC can reach them."
        }
        (false, false) => "Nodes keep their addresses. Pods appear beyond the VPC with their node's address; nothing there can reach them.",
        (true, _) => "Nodes keep their addresses. Pods appear beyond the VPC with their own.",
    };
    format!("The cluster and its VPC {vpc} stay as they are. {adds}{switch} {visibility}")
}

fn summary(model: &Model, nodes: &NodesView) -> String {
    let pods = and(&codes(model.vpc.all_secondary().map(|block| block.value)));
    let made = match (model.vpc.created().is_some(), nodes.any) {
        (true, true) => "A VPC, an EKS cluster and its nodes.",
        (true, false) => "A VPC and an EKS cluster.",
        (false, true) => "An EKS cluster and its nodes, in a VPC that is there.",
        (false, false) => "An EKS cluster, in a VPC that is there.",
    };
    let snat = match (model.cni.external_snat.value, model.pods.routable.value) {
        (false, _) => "Pods reach everything; beyond the VPC they appear with their node's address, and nothing outside can reach them.",
        (true, true) => "Beyond the VPC pods appear with their own address, and can be answered there.",
        (true, false) => "Beyond the VPC pods appear with their own address: something there must translate it.",
    };
    let out = match model.vpc.created() {
        Some(created) if created.nat.value == crate::model::vpc::Nat::None => {
            " There is no NAT gateway: AWS's own services answer inside the VPC, and nothing else on the internet does."
        }
        _ => "",
    };
    let out = if model.vpc.created().is_some_and(|created| created.transit_gateway.as_ref().is_some_and(|gateway| gateway.default_route)) {
        " The way to the internet is the transit gateway."
    } else {
        out
    };
    let block = code(&model.vpc.cidr.value);
    match model.pods.strategy.value {
        Strategy::NodeSubnets => {
            let hold = if model.cni.prefix_delegation.value { "prefixes of 16 addresses" } else { "addresses one by one" };
            format!("{made} Nodes, load balancers and pods have addresses of {block}; nodes take {hold} for their pods.\n{snat}{out}")
        }
        _ => format!("{made} Nodes and load balancers have addresses of {block}, pods of {pods}.\n{snat}{out}"),
    }
}

fn order(model: &Model, network: &NetworkView, nodes: &NodesView) -> String {
    let mut parts = vec![if network.create.is_some() { "network" } else { "pod subnets" }, "cluster", "the CNI with its pod subnets"];
    if network.create.is_none() || !model.pods.strategy.has_pod_subnets() {
        parts[2] = "the CNI";
    }
    if nodes.any {
        parts.extend(["nodes", "CoreDNS"]);
    }
    parts.join(", ")
}

fn endpoint(cluster: &NewCluster) -> String {
    let public = codes(cluster.endpoint.public_access_cidrs.iter().map(|cidr| cidr.value));
    match (cluster.endpoint.private, public.is_empty()) {
        (true, true) => "The API has a private\naddress only: run `kubectl` from the VPC, or from a network that reaches it.".to_owned(),
        (true, false) => format!("The API's public\naddress answers {}; inside the VPC the private one is used.", and(&public)),
        (false, _) => format!("The API has a public\naddress only; it answers {}.", and(&public)),
    }
}

fn verify(cluster: &NewCluster) -> String {
    let tools = "`verify.sh` needs `aws`, `jq`, `kubectl` and bash 4. It reads only, and names what it finds wrong.";
    let sentences = [tools.to_owned(), endpoint(cluster).replace('\n', " "), administrators(cluster)];
    sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" ")
}

fn administrators(cluster: &NewCluster) -> String {
    let admins =
        cluster.access.iter().filter(|(_, entry)| entry.policy.as_str() == "AmazonEKSClusterAdminPolicy" && entry.namespaces.is_empty());
    let admins = codes(admins.map(|(name, _)| name));
    match admins.as_slice() {
        [] => String::new(),
        [one] => format!("{one} is the only administrator."),
        more => format!("Administrators are {}.", and(more)),
    }
}

fn before(model: &Model, network: &NetworkView, cni: &CniView, nodes: &NodesView) -> Vec<Item> {
    let mut items = Vec::new();
    let blocks = and(&codes(model.vpc.secondary_cidrs.iter().map(|block| block.value)));
    let routable = code(&model.vpc.cidr.value);
    let over_gateway = model.connected.values().any(|connected| connected.via.value == Via::TransitGateway);
    if !model.pods.routable.value && network.transit_gateway {
        items.push(item(
            "Transit gateway",
            &format!(
                "The attachment is not propagated: {blocks} must stay here. The gateway's owner adds a static route for {routable} to its route \
                 tables (`terraform output transit_gateway_attachment_id`), and may send {blocks} into a blackhole there (N9). A gateway of another account \
                 must be shared with this one first, and its owner turns propagation off there."
            ),
        ));
    } else if !model.pods.routable.value && over_gateway {
        items.push(item(
            "Transit gateway",
            &format!(
                "{blocks} must not be propagated to its route tables (N9). If the attachment propagates by default, have that turned off and a static \
                 route kept for {routable} alone."
            ),
        ));
    }
    if model.cluster.existing().is_some() {
        if let Some(text) = max_pods_item(model, nodes) {
            items.push(item("Max-pods", &text));
        }
        if cni.security_groups_for_pods {
            items.push(item(
                "Security groups for pods",
                "EKS attaches the branch interfaces with the cluster's own role, which is not touched here: it needs the policy \
                 `AmazonEKSVPCResourceController`.",
            ));
        }
        if cni.helm() {
            items.push(item(
                "CNI version",
                &format!(
                    "The chart brings CNI {}. If the cluster is more than one minor version behind, go there in steps: the steps before the switch, then the \
                     switch's last command with an older `--version` and without the second file.",
                    cni.chart_version
                ),
            ));
        }
    }
    items
}

fn item(title: &'static str, text: &str) -> Item {
    // "- **Title.** " stands before the first line; the others are indented by two.
    Item { title, text: Safe(wrap(text, title.len() + 8).replace('\n', "\n  ")) }
}

/// What to tell those who make the nodes.
fn max_pods_item(model: &Model, nodes: &NodesView) -> Option<String> {
    let declared = model.nodes.values().filter(|group| group.kind.value == NodeKind::Existing).flat_map(|group| &group.instance_types);
    let names: Vec<&str> = declared.map(|name| name.as_str()).collect();
    let lower: Vec<_> =
        nodes.limits.iter().filter(|limit| names.contains(&limit.name.as_str()) && limit.pods < limit.pods_before).collect();
    let first = lower.first()?;
    let mut sentences = vec![format!(
        "With custom networking a {} has addresses for {} = {} pods, not {}; beyond that pods hang in ContainerCreating.",
        code(&first.name),
        first.sum,
        first.pods,
        first.pods_before
    )];
    sentences.extend(lower[1..].iter().map(|limit| format!("{}: {}, not {}.", code(&limit.name), limit.pods, limit.pods_before)));
    sentences.push(format!(
        "Set {} where the nodes are defined, which is not here: for AL2023 `spec.kubelet.config.maxPods: {}` in the NodeConfig of the launch template. \
         In a managed group that works only if the template names an image; otherwise EKS sets the limit.",
        first.pods, first.pods
    ));
    Some(sentences.join(" "))
}

fn single_nat(model: &Model) -> Option<String> {
    match &model.vpc.created()?.nat.value {
        Nat::Single(zone) => Some(zone.to_string()),
        Nat::PerZone | Nat::None => None,
    }
}

fn nat(model: &Model) -> String {
    match single_nat(model) {
        Some(zone) => format!("the NAT gateway in {}, one for all zones", code(&zone)),
        None => "the NAT gateway of its zone".to_owned(),
    }
}

fn setting_count(model: &Model) -> String {
    let targets = &model.cni.targets;
    let set = [&targets.warm_eni, &targets.warm_ip, &targets.minimum_ip, &targets.warm_prefix, &model.cni.max_eni];
    let count = 2 + set.iter().filter(|value| value.is_some()).count();
    count_of(count, "thing")
}

fn max_pods_before(nodes: &NodesView) -> String {
    let lower: Vec<_> = nodes.limits.iter().filter(|limit| limit.pods < limit.pods_before).collect();
    match lower.as_slice() {
        [] => String::new(),
        [one] => one.pods_before.to_string(),
        more => and(&more.iter().map(|limit| format!("{} ({})", limit.pods_before, limit.name)).collect::<Vec<_>>()),
    }
}

fn names_of(groups: &[&GroupView]) -> String {
    and(&codes(groups.iter().map(|group| &group.plain_name)))
}

fn node_notes(view: &NodesView) -> Vec<Code> {
    let mut notes = Vec::new();
    let empty: Vec<&GroupView> = view.self_managed().iter().filter(|group| group.starts_empty).collect();
    let spot: Vec<&GroupView> = view.self_managed().iter().filter(|group| group.spot).collect();
    match empty.as_slice() {
        [] => {}
        [one] => notes.push(Safe(format!(
            "{} starts with no node. Scale it by hand, or with an autoscaler; it finds the group by its tags.",
            code(&one.plain_name)
        ))),
        more => notes.push(Safe(format!(
            "{} start with no node. Scale them by hand, or with an autoscaler; it finds the groups by their tags.",
            names_of(more)
        ))),
    }
    if !spot.is_empty() {
        notes.push(Safe(format!(
            "{} on spot: add aws-node-termination-handler, so that nodes are drained before AWS takes them back.",
            if spot.len() == 1 { format!("{} is", names_of(&spot)) } else { format!("{} are", names_of(&spot)) }
        )));
    }
    notes
}

fn changes(model: &Model, network: &NetworkView, nodes: &NodesView) -> Vec<Code> {
    let mut items: Vec<String> = Vec::new();
    let names = |groups: &[GroupView]| and(&codes(groups.iter().map(|group| &group.plain_name)));
    let (managed, own) = (names(nodes.managed()), names(nodes.self_managed()));
    let cycle = "run `scripts/cycle-nodes.sh NODE...`, which starts a new node, drains the old one and asks before it ends it.";
    items.push(match (managed.is_empty(), own.is_empty()) {
        (true, true) => format!("CNI settings reach new nodes only: {cycle}"),
        (false, true) => format!("CNI settings reach new nodes only: {cycle} {managed}: nodes are replaced by EKS when their template or version changes."),
        (true, false) => format!("CNI settings, and anything in the launch template of {own}, reach new nodes only: {cycle}"),
        (false, false) => format!(
            "CNI settings, and anything in the launch template of {own}, reach new nodes only: {cycle} EKS itself replaces the nodes of {managed} when \
             their template or version changes."
        ),
    });
    let (moved, imaged): (Vec<&GroupView>, Vec<&GroupView>) = nodes.managed().iter().partition(|group| !group.own_image);
    let mut sentences = vec!["Kubernetes goes up one minor version at a time.".to_owned()];
    if !moved.is_empty() {
        sentences.push(format!("The same apply then moves {}.", names_of(&moved)));
    }
    if !imaged.is_empty() {
        sentences.push(format!("Nodes of {} follow their image: change `ami_id` too.", names_of(&imaged)));
    }
    if !own.is_empty() {
        sentences.push(format!("Cycle {own} afterwards."));
    }
    items.push(sentences.join(" "));
    items.push(
        "A zone can be given up for nodes and pods (`retired = true`), but not for the control plane: EKS fixes that set of zones for life, so its \
         control subnet stays."
            .to_owned(),
    );
    // The README of IPv6 says it among the ways out.
    if network.create.is_some()
        && network.nat
        && network.ipv6.is_none()
        && model.vpc.created().is_some_and(|created| matches!(created.nat.value, crate::model::vpc::Nat::Single(_)))
    {
        items.push(
            "One NAT gateway serves all zones, and fails with its own: `nat = \"per_zone\"` adds the others without touching it (N6)."
                .to_owned(),
        );
    }
    let protected = model.cluster.new_cluster().is_some_and(|cluster| cluster.deletion_protection);
    let pinned = !model.addons.is_empty() || model.cni.addon_version.is_some();
    match (protected, pinned) {
        (false, false) => items.push(
            "Before production set `deletion_protection = true` under `[cluster]`, and pin versions under `[addons]` if upgrades are to be yours to time."
                .to_owned(),
        ),
        (false, true) => items.push("Before production set `deletion_protection = true` under `[cluster]`.".to_owned()),
        (true, false) => items.push("Pin versions under `[addons]` if upgrades are to be yours to time.".to_owned()),
        (true, true) => {}
    }
    if protected {
        items.push("To destroy the cluster set `deletion_protection = false` one apply before.".to_owned());
    }
    items.into_iter().map(|item| Safe(wrap(&item, 2).replace('\n', "\n  "))).collect()
}
