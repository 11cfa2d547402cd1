//! `[cluster]` and `[access]`.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::raw::{RawConfig, RawList};
use crate::config::reader::Scalar;
use crate::config::suggest::{alternatives, nearest};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::span::{Sp, Span};
use crate::model::build::context::Context;
use crate::model::build::tags::tags;
use crate::model::cidr::Cidr;
use crate::model::cluster::{AccessEntry, Cluster, ClusterSource, Endpoint, ExistingCluster, LOG_RETENTION_DAYS, LogType, NewCluster};
use crate::model::codes::{
    CONFLICTING_KEYS, INVALID_ARN, INVALID_ID, INVALID_NAME, INVALID_VERSION, MISSING_COMPANION, OUT_OF_RANGE, UNKNOWN_REGION,
};
use crate::model::ids::{AccountId, PrincipalArn};
use crate::model::lock::Lock;
use crate::model::names::{AccessPolicy, ClusterName, KubernetesVersion, Name, Namespace};
use crate::model::pods::Strategy;
use crate::model::region::Region;
use crate::model::vpc::Vpc;

/// Stand-in where `cluster.name` was refused.
const NAME: &str = "cluster";

/// The Region, which zones need first.
pub fn region(cx: &mut Context<'_>, raw: &RawConfig) -> Sp<Region> {
    let stand_in = || Region::parse("eu-west-1").unwrap_or_else(|| unreachable!("the table of Regions has eu-west-1"));
    let Some(text) = &raw.cluster.keys.region else {
        cx.faults.add("cluster.region");
        return Sp::new(stand_in(), raw.cluster.keys.span.clone());
    };
    if let Some(region) = Region::parse(&text.value) {
        return Sp::new(region, text.span.clone());
    }
    let finding = Diagnostic::new(&UNKNOWN_REGION, format!("AWS has no Region `{}`", text.value)).at(&text.span, "");
    let finding = match Region::nearest(&text.value) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")).patch(&text.span, format!("\"{meant}\""), false),
        None => finding.help("write a Region such as `eu-west-1`; a newer one than 2026-11 needs a newer eksnet"),
    };
    cx.refuse("cluster.region", finding);
    Sp::new(stand_in(), text.span.clone())
}

/// `[cluster]`.
pub fn cluster(cx: &mut Context<'_>, raw: &RawConfig, region: Sp<Region>, vpc: &Vpc, strategy: &Strategy, lock: Option<&Lock>) -> Cluster {
    let keys = &raw.cluster.keys;
    seems_to_exist(cx, raw);
    if cx.faults.touch("cluster.source") {
        // What only a new or only an existing cluster has, nobody can judge.
        for path in ["access", "cluster.service_cidr", "cluster.endpoint", "cluster.security_group"] {
            cx.faults.add(path);
        }
    }
    let source = match keys.source.as_ref().map(|source| source.value.as_str()) {
        Some("existing") => ClusterSource::Existing(existing(cx, raw)),
        Some("module") => ClusterSource::Module(new_cluster(cx, raw, vpc, strategy, lock)),
        _ => ClusterSource::Native(new_cluster(cx, raw, vpc, strategy, lock)),
    };
    Cluster {
        span: keys.span.clone(),
        name: name(cx, raw),
        region,
        account_id: keys.account_id.as_ref().and_then(|text| {
            let id = AccountId::parse(&text.value);
            if id.is_none() {
                let finding =
                    Diagnostic::new(&INVALID_ID, format!("`{}` is not an account id", text.value.escape_debug())).at(&text.span, "");
                let digits: String = text.value.chars().filter(char::is_ascii_digit).collect();
                cx.refuse(
                    "cluster.account_id",
                    match AccountId::parse(&digits) {
                        Some(id) => finding.help(format!("write `\"{id}\"`")).patch(&text.span, format!("\"{id}\""), false),
                        None => finding.help("write its twelve digits, in quotes"),
                    },
                );
            }
            id.map(|id| Sp::new(id, text.span.clone()))
        }),
        kubernetes_version: version(cx, raw),
        source,
        source_span: keys.source.as_ref().map_or(&keys.span, |source| &source.span).clone(),
        tags: tags(cx, &keys.tags, "cluster.tags"),
    }
}

/// A file that speaks of an existing cluster in several places, and does not say that it exists: one finding, not one each.
fn seems_to_exist(cx: &mut Context<'_>, raw: &RawConfig) {
    if raw.cluster.keys.source.is_some() || cx.faults.touch("cluster.source") {
        return;
    }
    let adopt = raw.cni.adopt.as_ref().filter(|adopt| adopt.value != Scalar::Bool(false));
    let existing = raw.nodes.iter().filter_map(|group| group.keys.kind.as_ref()).find(|kind| kind.value == "existing");
    let signs: Vec<(&str, &Span)> = [
        ("`cluster.security_group`", raw.cluster.keys.security_group.as_ref().map(|group| &group.span)),
        ("`cni.adopt`", adopt.map(|adopt| &adopt.span)),
        ("nodes of the kind `existing`", existing.map(|kind| &kind.span)),
    ]
    .into_iter()
    .filter_map(|(what, span)| Some((what, span?)))
    .collect();
    let [(what, first), (_, second), ..] = signs.as_slice() else { return };
    let finding = Diagnostic::new(&MISSING_COMPANION, format!("{what} means a cluster that exists, and the file makes a new one"))
        .at(&raw.cluster.keys.span, "it has no `source`")
        .also(first, "")
        .also(second, "this as well")
        .help("add `source = \"existing\"` under `[cluster]`");
    cx.refuse("cluster.source", finding);
}

fn name(cx: &mut Context<'_>, raw: &RawConfig) -> Sp<ClusterName> {
    let keys = &raw.cluster.keys;
    let parsed = keys.name.as_ref().and_then(|text| {
        let name = ClusterName::parse(&text.value);
        if name.is_none() {
            let finding = Diagnostic::new(&INVALID_NAME, format!("`{}` cannot be the name of a cluster", text.value.escape_debug()))
                .at(&text.span, "")
                .help("use 1 to 100 letters, digits, `-` or `_`, beginning with a letter or digit");
            cx.refuse("cluster.name", finding);
        }
        name.map(|name| Sp::new(name, text.span.clone()))
    });
    parsed.unwrap_or_else(|| {
        cx.faults.add("cluster.name");
        let stand_in = ClusterName::parse(NAME).unwrap_or_else(|| unreachable!("the stand-in is a name"));
        Sp::new(stand_in, keys.span.clone())
    })
}

fn version(cx: &mut Context<'_>, raw: &RawConfig) -> Sp<KubernetesVersion> {
    let keys = &raw.cluster.keys;
    let parsed = keys.kubernetes_version.as_ref().and_then(|text| {
        let version = KubernetesVersion::parse(&text.value);
        if version.is_none() {
            let finding =
                Diagnostic::new(&INVALID_VERSION, format!("`{}` is not a minor version of Kubernetes", text.value.escape_debug()))
                    .at(&text.span, "EKS chooses the patch itself");
            let minor: Vec<&str> = text.value.trim_start_matches('v').split('.').take(2).collect();
            cx.refuse(
                "cluster.kubernetes_version",
                match KubernetesVersion::parse(&minor.join(".")) {
                    Some(version) => finding.help(format!("write `\"{version}\"`")).patch(&text.span, format!("\"{version}\""), false),
                    None => finding.help("write it as `\"1.34\"`"),
                },
            );
        }
        version.map(|version| Sp::new(version, text.span.clone()))
    });
    parsed.unwrap_or_else(|| {
        cx.faults.add("cluster.kubernetes_version");
        let stand_in = KubernetesVersion::parse("1.34").unwrap_or_else(|| unreachable!("the stand-in is a version"));
        Sp::new(stand_in, keys.span.clone())
    })
}

fn existing(cx: &mut Context<'_>, raw: &RawConfig) -> ExistingCluster {
    let keys = &raw.cluster.keys;
    let endpoint = &raw.cluster.endpoint;
    let only_new: [(&str, Option<&Span>); 5] = [
        ("cluster.deletion_protection", keys.deletion_protection.as_ref().map(|v| &v.span)),
        ("cluster.log_types", keys.log_types.as_ref().map(|v| &v.span)),
        ("cluster.log_retention_days", keys.log_retention_days.as_ref().map(|v| &v.span)),
        ("cluster.endpoint", endpoint.private.as_ref().map(|v| &v.span).or_else(|| endpoint.public_access_cidrs.as_ref().map(|v| &v.span))),
        ("access", raw.access.first().map(|entry| &entry.name.span)),
    ];
    for (path, span) in only_new {
        if let Some(span) = span {
            let finding = Diagnostic::new(&CONFLICTING_KEYS, format!("`{path}` is for a cluster that eksnet makes"))
                .at(span, "")
                .help("remove it: an existing cluster is read, never changed");
            let finding = match &keys.source {
                Some(source) => finding.also(&source.span, "this one exists"),
                None => finding,
            };
            cx.refuse(path, finding);
        }
    }
    ExistingCluster {
        service_cidr: keys.service_cidr.as_ref().and_then(|text| cx.cidr(text, "cluster.service_cidr")),
        security_group: keys.security_group.as_ref().and_then(|text| cx.id(text, "cluster.security_group")),
    }
}

fn new_cluster(cx: &mut Context<'_>, raw: &RawConfig, vpc: &Vpc, strategy: &Strategy, lock: Option<&Lock>) -> NewCluster {
    let keys = &raw.cluster.keys;
    if let Some(group) = keys.security_group.as_ref().filter(|_| !cx.faults.touch("cluster.source")) {
        let finding = Diagnostic::new(&CONFLICTING_KEYS, "`cluster.security_group` is for a cluster that exists")
            .at(&group.span, "EKS makes one for a new cluster")
            .help("remove it");
        cx.refuse("cluster.security_group", finding);
    }
    let given = keys.service_cidr.as_ref().and_then(|text| cx.cidr(text, "cluster.service_cidr"));
    let service_cidr_given = keys.service_cidr.is_some();
    let service_cidr = match (given, strategy) {
        (Some(cidr), _) => Some(cidr),
        (None, Strategy::Ipv6) => None,
        (None, _) => {
            let locked = lock.and_then(|lock| Cidr::parse(&lock.fixed.get("service_cidr")?.value).ok());
            Some(Sp::new(locked.unwrap_or_else(|| default_service_cidr(vpc)), keys.span.clone()))
        }
    };
    NewCluster {
        service_cidr,
        service_cidr_given,
        endpoint: endpoint(cx, raw),
        access: access(cx, raw),
        log_types: log_types(cx, &keys.log_types),
        log_retention_days: keys.log_retention_days.as_ref().map_or(365, |days| retention(cx, days)),
        deletion_protection: keys.deletion_protection.as_ref().is_some_and(|flag| flag.value),
    }
}

/// What EKS would choose: 172.20.0.0/16 for a VPC with blocks of 10.0.0.0/8, else 10.100.0.0/16, and never one that the
/// VPC has (E2, E5).
fn default_service_cidr(vpc: &Vpc) -> Cidr {
    let (ten, twenty) = (Cidr::literal([10, 100, 0, 0], 16), Cidr::literal([172, 20, 0, 0], 16));
    let in_ten = vpc.blocks().any(|block| block.value.network().octets()[0] == 10);
    let (first, second) = if in_ten { (twenty, ten) } else { (ten, twenty) };
    if vpc.blocks().any(|block| block.value.overlaps(first)) { second } else { first }
}

fn endpoint(cx: &mut Context<'_>, raw: &RawConfig) -> Endpoint {
    let endpoint = &raw.cluster.endpoint;
    let span = if endpoint.span == (0..0) { raw.cluster.keys.span.clone() } else { endpoint.span.clone() };
    Endpoint {
        span,
        private: endpoint.private.as_ref().is_none_or(|flag| flag.value),
        public_access_cidrs: cx.cidrs(&endpoint.public_access_cidrs, "cluster.endpoint.public_access_cidrs"),
    }
}

fn access(cx: &mut Context<'_>, raw: &RawConfig) -> BTreeMap<Name, AccessEntry> {
    let mut entries = BTreeMap::new();
    for entry in &raw.access {
        let path = format!("access.{}", entry.name.value);
        let name = cx.name(&entry.name, &path, "an access entry");
        let arn = entry.keys.principal_arn.as_ref().and_then(|text| {
            let arn = PrincipalArn::parse(&text.value);
            if arn.is_none() {
                let finding =
                    Diagnostic::new(&INVALID_ARN, format!("`{}` is not the ARN of an IAM role or user", text.value.escape_debug()))
                        .at(&text.span, "")
                        .help("write it as `arn:aws:iam::111122223333:role/platform-admin`; EKS takes no session of an assumed role");
                cx.refuse(&path, finding);
            }
            arn.map(|arn| Sp::new(arn, text.span.clone()))
        });
        let policy = entry.keys.policy.as_ref().and_then(|text| {
            let policy = AccessPolicy::parse(&text.value);
            if policy.is_none() {
                let finding = Diagnostic::new(&INVALID_NAME, format!("`{}` is not an EKS access policy", text.value.escape_debug()))
                    .at(&text.span, "")
                    .help("write one such as `AmazonEKSClusterAdminPolicy`, `AmazonEKSAdminPolicy`, `AmazonEKSEditPolicy` or `AmazonEKSViewPolicy`");
                cx.refuse(&path, finding);
            }
            policy.map(|policy| Sp::new(policy, text.span.clone()))
        });
        let namespaces = namespaces(cx, &entry.keys.namespaces, &path);
        if let (Some(name), Some(principal_arn), Some(policy)) = (name, arn, policy) {
            entries.insert(name.value, AccessEntry { span: entry.name.span.clone(), principal_arn, policy, namespaces });
        }
    }
    entries
}

fn namespaces(cx: &mut Context<'_>, list: &RawList, path: &str) -> Vec<Sp<Namespace>> {
    let mut names = Vec::new();
    for text in list.iter().flat_map(|list| &list.value) {
        if let Some(name) = Namespace::parse(&text.value) {
            names.push(Sp::new(name, text.span.clone()));
        } else {
            let finding = Diagnostic::new(&INVALID_NAME, format!("`{}` cannot be a namespace", text.value.escape_debug()))
                .at(&text.span, "")
                .help("use 1 to 63 lower-case letters, digits or `-`");
            cx.refuse(path, finding);
        }
    }
    names
}

fn log_types(cx: &mut Context<'_>, list: &RawList) -> BTreeSet<LogType> {
    let Some(list) = list else { return LogType::ALL.into_iter().collect() };
    let mut types = BTreeSet::new();
    for text in &list.value {
        if let Some(known) = LogType::ALL.into_iter().find(|known| known.as_str() == text.value) {
            types.insert(known);
            continue;
        }
        let finding = Diagnostic::new(&crate::config::codes::INVALID_VALUE, format!("EKS has no control plane log `{}`", text.value))
            .at(&text.span, "");
        let names = || LogType::ALL.iter().map(|known| known.as_str());
        let finding = match nearest(&text.value, names()) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")).patch(&text.span, format!("\"{meant}\""), false),
            None => finding.help(format!("choose from {}", alternatives(names()))),
        };
        cx.refuse("cluster.log_types", finding);
    }
    types
}

fn retention(cx: &mut Context<'_>, days: &Sp<i64>) -> u32 {
    if let Some(known) = u32::try_from(days.value).ok().filter(|n| LOG_RETENTION_DAYS.contains(n)) {
        return known;
    }
    let nearest = LOG_RETENTION_DAYS.into_iter().min_by_key(|known| days.value.abs_diff(i64::from(*known))).unwrap_or(365);
    let finding = Diagnostic::new(&OUT_OF_RANGE, format!("CloudWatch does not keep logs for `{}` days", days.value))
        .at(&days.span, "")
        .help(format!("the nearest period is `{nearest}`"))
        .patch(&days.span, nearest.to_string(), false);
    cx.refuse("cluster.log_retention_days", finding);
    365
}
