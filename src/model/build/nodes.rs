//! `[nodes.<name>]`.

use std::collections::BTreeMap;

use crate::config::codes::INVALID_VALUE;
use crate::config::raw::{RawConfig, RawList, RawNodeGroup};
use crate::config::suggest::alternatives;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::span::{Sp, Span};
use crate::model::build::context::Context;
use crate::model::build::tags::{labels, taints};
use crate::model::codes::{CONFLICTING_KEYS, DUPLICATE, INVALID_NAME, OUT_OF_RANGE};
use crate::model::names::{InstanceType, Name};
use crate::model::node_group::{AmiFamily, Image, NodeGroup, NodeKind, Requirements, Scaling};

/// EKS takes 450 nodes a managed group by default; more needs a quota, and no group anywhere has this many.
const MOST_NODES: u32 = 10_000;

/// All groups.
pub fn nodes(cx: &mut Context<'_>, raw: &RawConfig) -> BTreeMap<Name, NodeGroup> {
    let mut groups = BTreeMap::new();
    for group in &raw.nodes {
        let path = format!("nodes.{}", group.name.value);
        let name = cx.name(&group.name, &path, "a node group");
        let built = node_group(cx, group, &path);
        if let Some(name) = name {
            groups.insert(name.value, built);
        }
    }
    groups
}

fn node_group(cx: &mut Context<'_>, raw: &RawNodeGroup, path: &str) -> NodeGroup {
    let keys = &raw.keys;
    let header = &raw.name.span;
    let kind = kind(raw);
    let own_nodes = matches!(kind.value, NodeKind::Managed | NodeKind::SelfManaged | NodeKind::Existing);
    let instance_types = instance_types(cx, &keys.instance_types, path);
    let kind_known = !cx.faults.touch(&format!("{path}.kind"));
    if kind_known && own_nodes && instance_types.is_empty() {
        cx.companion(
            &format!("{path}.instance_types"),
            format!("node group `{}` has no `instance_types`", raw.name.value),
            header,
            "add `instance_types = [\"m6i.large\"]`, or other types",
        );
    }
    if kind_known {
        misplaced(cx, raw, &kind, path);
    }
    if let Some(base) = keys.on_demand_base.as_ref().filter(|base| base.value > 0 && kind.value == NodeKind::SelfManaged)
        && !keys.spot.as_ref().is_some_and(|spot| spot.value)
        && !cx.faults.touch(&format!("{path}.spot"))
    {
        let finding = Diagnostic::new(&CONFLICTING_KEYS, "`on_demand_base` is for groups on spot, and this one is on demand altogether")
            .at(&base.span, "")
            .help("add `spot = true`, or remove `on_demand_base`");
        cx.refuse(&format!("{path}.on_demand_base"), finding);
    }
    if let (Some(release), Some(id)) = (&keys.ami_release, &keys.ami_id) {
        let finding =
            Diagnostic::new(&CONFLICTING_KEYS, "`ami_release` names a release of Amazon's image, and `ami_id` an image of your own")
                .at(&release.span, "")
                .also(&id.span, "the nodes' image")
                .help("remove one of them");
        cx.refuse(&format!("{path}.ami_release"), finding);
    }
    NodeGroup {
        span: header.clone(),
        instance_types,
        scaling: scaling(cx, raw, path, own_nodes && kind_known),
        image: Image {
            family: if keys.ami_family.as_ref().is_some_and(|word| word.value == "bottlerocket") {
                AmiFamily::Bottlerocket
            } else {
                AmiFamily::Al2023
            },
            release: keys.ami_release.as_ref().and_then(|text| release(cx, text, path)),
            id: keys.ami_id.as_ref().and_then(|text| cx.id(text, &format!("{path}.ami_id"))),
        },
        volume_gib: keys
            .volume_gib
            .as_ref()
            .and_then(|n| cx.int(n, 8..=65_536, &format!("{path}.volume_gib"), "a root volume in GiB"))
            .map_or(50, |n| n.value),
        spot: keys.spot.as_ref().is_some_and(|flag| flag.value),
        on_demand_base: keys
            .on_demand_base
            .as_ref()
            .and_then(|n| cx.int(n, 0..=MOST_NODES, &format!("{path}.on_demand_base"), ""))
            .map_or(0, |n| n.value),
        labels: labels(cx, &keys.labels, &format!("{path}.labels")),
        taints: taints(cx, &raw.taints, &format!("{path}.taints")),
        pods_per_node: keys.pods_per_node.as_ref().and_then(|n| cx.int(n, 1..=10_000, &format!("{path}.pods_per_node"), "")),
        max_pods: keys.max_pods.as_ref().and_then(|n| cx.int(n, 1..=10_000, &format!("{path}.max_pods"), "")),
        requirements: requirements(cx, raw, path),
        kind,
    }
}

fn kind(raw: &RawNodeGroup) -> Sp<NodeKind> {
    let kind = match raw.keys.kind.as_ref().map(|word| word.value.as_str()) {
        Some("self_managed") => NodeKind::SelfManaged,
        Some("existing") => NodeKind::Existing,
        Some("karpenter") => NodeKind::Karpenter,
        Some("auto") => NodeKind::Auto,
        _ => NodeKind::Managed,
    };
    Sp::new(kind, raw.keys.kind.as_ref().map_or(&raw.name.span, |word| &word.span).clone())
}

fn instance_types(cx: &mut Context<'_>, list: &RawList, path: &str) -> Vec<Sp<InstanceType>> {
    let path = format!("{path}.instance_types");
    let mut types: Vec<Sp<InstanceType>> = Vec::new();
    for text in list.iter().flat_map(|list| &list.value) {
        let Some(parsed) = InstanceType::parse(&text.value) else {
            let finding = Diagnostic::new(&INVALID_NAME, format!("`{}` is not an instance type", text.value.escape_debug()))
                .at(&text.span, "")
                .help("write a family and a size, such as `m6i.large`");
            cx.refuse(&path, finding);
            continue;
        };
        if let Some(first) = types.iter().find(|known| known.value == parsed) {
            let finding = Diagnostic::new(&DUPLICATE, format!("`{parsed}` is given twice"))
                .at(&text.span, "")
                .also(&first.span, "first here")
                .help("remove one of them");
            cx.refuse(&path, finding);
        } else {
            types.push(Sp::new(parsed, text.span.clone()));
        }
    }
    types
}

fn scaling(cx: &mut Context<'_>, raw: &RawNodeGroup, path: &str, needed: bool) -> Scaling {
    let keys = &raw.keys;
    let mut read =
        |number: &Option<Sp<i64>>, key: &str| number.as_ref().and_then(|n| cx.int(n, 0..=MOST_NODES, &format!("{path}.{key}"), ""));
    let (min, max, desired) = (read(&keys.min, "min"), read(&keys.max, "max"), read(&keys.desired, "desired"));
    if needed {
        for (key, missing) in [("min", keys.min.is_none()), ("max", keys.max.is_none())] {
            if missing {
                cx.companion(
                    &format!("{path}.{key}"),
                    format!("node group `{}` has no `{key}`", raw.name.value),
                    &raw.name.span,
                    format!("add `{key} = 3`, or another number"),
                );
            }
        }
    }
    if let (Some(min), Some(max)) = (&min, &max) {
        let wrong = match &desired {
            _ if min.value > max.value => Some(("min", min, "max", max, "above")),
            Some(desired) if desired.value < min.value => Some(("desired", desired, "min", min, "below")),
            Some(desired) if desired.value > max.value => Some(("desired", desired, "max", max, "above")),
            _ => None,
        };
        if let Some((key, number, other, limit, side)) = wrong {
            let finding =
                Diagnostic::new(&OUT_OF_RANGE, format!("`{key}` is `{}`, {side} `{other}`, which is `{}`", number.value, limit.value))
                    .at(&number.span, "")
                    .also(&limit.span, format!("`{other}`"))
                    .help("keep `min` ≤ `desired` ≤ `max`");
            cx.refuse(&format!("{path}.{key}"), finding);
        }
    }
    if let Some(max) = max.as_ref().filter(|max| max.value == 0) {
        let finding =
            Diagnostic::new(&OUT_OF_RANGE, "`max` is `0`: such a group never has a node").at(&max.span, "").help("choose at least 1");
        cx.refuse(&format!("{path}.max"), finding);
    }
    let min_value = min.as_ref().map_or(0, |n| n.value);
    Scaling {
        min: min_value,
        desired: desired.map_or(min_value, |n| n.value),
        max: max.unwrap_or_else(|| Sp::new(min_value.max(1), raw.name.span.clone())),
    }
}

fn release(cx: &mut Context<'_>, text: &Sp<String>, path: &str) -> Option<Sp<String>> {
    let plain = !text.value.is_empty() && text.value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    if plain {
        return Some(text.clone());
    }
    let finding = Diagnostic::new(&INVALID_NAME, format!("`{}` is not the release of an image", text.value.escape_debug()))
        .at(&text.span, "")
        .help("write it as `amazon-eks-node-al2023-x86_64-standard-1.34-v20260724`, or leave it out for the recommended one");
    cx.refuse(&format!("{path}.ami_release"), finding);
    None
}

/// Keys of another kind of group than this one.
fn misplaced(cx: &mut Context<'_>, raw: &RawNodeGroup, kind: &Sp<NodeKind>, path: &str) {
    let keys = &raw.keys;
    let chosen = matches!(kind.value, NodeKind::Karpenter | NodeKind::Auto);
    let made_here = matches!(kind.value, NodeKind::Managed | NodeKind::SelfManaged);
    let owned: [(&str, bool, Option<&Span>); 12] = [
        ("capacity_types", chosen, keys.capacity_types.as_ref().map(|v| &v.span)),
        ("architectures", chosen, keys.architectures.as_ref().map(|v| &v.span)),
        ("instance_categories", chosen, keys.instance_categories.as_ref().map(|v| &v.span)),
        ("instance_cpus", chosen, keys.instance_cpus.as_ref().map(|v| &v.span)),
        ("cpu_limit", chosen, keys.cpu_limit.as_ref().map(|v| &v.span)),
        ("spot", made_here, keys.spot.as_ref().map(|v| &v.span)),
        ("on_demand_base", kind.value == NodeKind::SelfManaged, keys.on_demand_base.as_ref().map(|v| &v.span)),
        ("desired", made_here, keys.desired.as_ref().map(|v| &v.span)),
        ("volume_gib", made_here || kind.value == NodeKind::Karpenter, keys.volume_gib.as_ref().map(|v| &v.span)),
        ("ami_release", made_here || kind.value == NodeKind::Karpenter, keys.ami_release.as_ref().map(|v| &v.span)),
        ("ami_id", made_here || kind.value == NodeKind::Karpenter, keys.ami_id.as_ref().map(|v| &v.span)),
        ("ami_family", kind.value != NodeKind::Auto, keys.ami_family.as_ref().map(|v| &v.span)),
    ];
    for (key, fits, span) in owned {
        if let Some(span) = span
            && !fits
        {
            let finding = Diagnostic::new(&CONFLICTING_KEYS, format!("`{key}` does nothing in a group of kind `{}`", kind.value))
                .at(span, "")
                .also(&kind.span, "its kind")
                .help(format!("remove `{key}`"));
            cx.refuse(&format!("{path}.{key}"), finding);
        }
    }
}

fn requirements(cx: &mut Context<'_>, raw: &RawNodeGroup, path: &str) -> Requirements {
    let keys = &raw.keys;
    let mut words = |list: &RawList, key: &str, known: &[&str]| -> Vec<Sp<String>> {
        let mut found = Vec::new();
        for text in list.iter().flat_map(|list| &list.value) {
            let plain = !text.value.is_empty() && text.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if plain && (known.is_empty() || known.contains(&text.value.as_str())) {
                found.push(text.clone());
            } else {
                let help = if known.is_empty() {
                    "write families such as `m`".to_owned()
                } else {
                    format!("choose {}", alternatives(known.iter().copied()))
                };
                let finding = Diagnostic::new(&INVALID_VALUE, format!("`{}` does not belong into `{key}`", text.value.escape_debug()))
                    .at(&text.span, "")
                    .help(help);
                cx.refuse(&format!("{path}.{key}"), finding);
            }
        }
        found
    };
    let capacity_types = words(&keys.capacity_types, "capacity_types", &["on-demand", "spot", "reserved"]);
    let architectures = words(&keys.architectures, "architectures", &["amd64", "arm64"]);
    let instance_categories = words(&keys.instance_categories, "instance_categories", &[]);
    let mut instance_cpus = Vec::new();
    for number in keys.instance_cpus.iter().flat_map(|list| &list.value) {
        instance_cpus.extend(cx.int(number, 1..=4096, &format!("{path}.instance_cpus"), ""));
    }
    let cpu_limit = keys.cpu_limit.as_ref().and_then(|n| cx.int(n, 1..=10_000_000, &format!("{path}.cpu_limit"), ""));
    Requirements { capacity_types, architectures, instance_categories, instance_cpus, cpu_limit }
}
