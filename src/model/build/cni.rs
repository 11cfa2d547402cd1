//! `[cni]`.

use std::collections::BTreeMap;

use crate::config::raw::RawConfig;
use crate::config::reader::Scalar;
use crate::config::suggest::nearest;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::span::{Sp, Span};
use crate::model::build::context::Context;
use crate::model::cni::{Adopt, Cni, CniSetting, Identity, Install, WarmTargets};
use crate::model::cni_env::{Owner, SETTINGS, SettingType, find};
use crate::model::codes::{CONFLICTING_KEYS, DERIVED_CNI_SETTING, INVALID_ARN, INVALID_CNI_SETTING, INVALID_VERSION, UNKNOWN_CNI_SETTING};
use crate::model::ids::PrincipalArn;
use crate::model::names::{AddonVersion, ChartVersion};
use crate::model::pods::Pods;

/// More interfaces, addresses or prefixes no node has.
const MOST: u32 = 4096;

/// `[cni]`.
pub fn cni(cx: &mut Context<'_>, raw: &RawConfig, pods: &Pods) -> Cni {
    let keys = &raw.cni;
    let flag = |value: &Option<Sp<bool>>| value.clone().unwrap_or_else(|| Sp::new(false, keys.span.clone()));
    let install = install(raw);
    misplaced(cx, raw, &install);
    let external_snat_given = keys.external_snat.is_some();
    without_effect(cx, raw, pods);
    Cni {
        span: keys.span.clone(),
        adopt: adopt(raw),
        adopt_given: keys.adopt.is_some(),
        addon_version: keys.version.as_ref().and_then(|text| addon_version(cx, text, "cni.version")),
        chart_version: keys.chart_version.as_ref().and_then(|text| {
            let version = ChartVersion::parse(&text.value);
            if version.is_none() {
                let finding =
                    Diagnostic::new(&INVALID_VERSION, format!("`{}` is not the version of a chart", text.value)).at(&text.span, "");
                cx.refuse("cni.chart_version", finding.help("write it as `1.23.1`"));
            }
            version.map(|version| Sp::new(version, text.span.clone()))
        }),
        helm_release: flag(&keys.helm_release),
        role_arn: keys.role_arn.as_ref().and_then(|text| {
            let arn = PrincipalArn::parse(&text.value).filter(PrincipalArn::is_role);
            if arn.is_none() {
                let finding = Diagnostic::new(&INVALID_ARN, format!("`{}` is not the ARN of an IAM role", text.value.escape_debug()))
                    .at(&text.span, "");
                cx.refuse("cni.role_arn", finding.help("write it as `arn:aws:iam::111122223333:role/vpc-cni`"));
            }
            arn.map(|arn| Sp::new(arn, text.span.clone()))
        }),
        identity: match keys.identity.as_ref().map(|word| word.value.as_str()) {
            Some("irsa") => Identity::Irsa,
            _ => Identity::PodIdentity,
        },
        prefix_delegation: flag(&keys.prefix_delegation),
        targets: WarmTargets {
            warm_eni: target(cx, keys.warm_eni_target.as_ref(), "cni.warm_eni_target"),
            warm_ip: set(cx, keys.warm_ip_target.as_ref(), "cni.warm_ip_target"),
            minimum_ip: set(cx, keys.minimum_ip_target.as_ref(), "cni.minimum_ip_target"),
            warm_prefix: target(cx, keys.warm_prefix_target.as_ref(), "cni.warm_prefix_target"),
        },
        max_eni: keys.max_eni.as_ref().and_then(|n| cx.int(n, 1..=MOST, "cni.max_eni", "0 would mean the type's own limit: leave it out")),
        external_snat: keys.external_snat.clone().unwrap_or_else(|| pods.routable.clone()),
        external_snat_given,
        exclude_snat_cidrs: cx.cidrs(&keys.exclude_snat_cidrs, "cni.exclude_snat_cidrs"),
        network_policy: flag(&keys.network_policy),
        security_groups_for_pods: flag(&keys.security_groups_for_pods),
        env: env(cx, raw),
        install,
    }
}

/// The version of a managed add-on.
pub fn addon_version(cx: &mut Context<'_>, text: &Sp<String>, path: &str) -> Option<Sp<AddonVersion>> {
    let version = AddonVersion::parse(&text.value);
    if version.is_none() {
        let finding = Diagnostic::new(&INVALID_VERSION, format!("`{}` is not the version of an add-on", text.value.escape_debug()))
            .at(&text.span, "");
        cx.refuse(path, finding.help("write it in full, such as `v1.23.1-eksbuild.1`; `aws eks describe-addon-versions` lists them"));
    }
    version.map(|version| Sp::new(version, text.span.clone()))
}

fn target(cx: &mut Context<'_>, number: Option<&Sp<i64>>, path: &str) -> Option<Sp<u32>> {
    number.and_then(|number| cx.int(number, 0..=MOST, path, ""))
}

/// A target of addresses: for aws-node 0 and nothing are the same.
fn set(cx: &mut Context<'_>, number: Option<&Sp<i64>>, path: &str) -> Option<Sp<u32>> {
    number.and_then(|number| cx.int(number, 1..=MOST, path, "0 would mean unset: leave it out"))
}

fn install(raw: &RawConfig) -> Sp<Install> {
    let keys = &raw.cni;
    let span = keys.install.as_ref().map_or(&keys.span, |word| &word.span).clone();
    let install = match keys.install.as_ref().map(|word| word.value.as_str()) {
        Some("helm") => Install::Helm,
        Some("manifests") => Install::Manifests,
        _ => Install::Addon,
    };
    Sp::new(install, span)
}

fn adopt(raw: &RawConfig) -> Option<Sp<Adopt>> {
    let value = raw.cni.adopt.as_ref()?;
    let adopt = match &value.value {
        Scalar::Bool(false) => return None,
        Scalar::Str(word) if word == "addon" => Adopt::Addon,
        _ => Adopt::SelfManaged,
    };
    Some(Sp::new(adopt, value.span.clone()))
}

/// Exceptions from a translation that does not happen.
fn without_effect(cx: &mut Context<'_>, raw: &RawConfig, pods: &Pods) {
    let keys = &raw.cni;
    let off = keys.external_snat.as_ref().unwrap_or(&pods.routable);
    let excluded = keys.exclude_snat_cidrs.as_ref().filter(|list| !list.value.is_empty());
    if let Some(excluded) = excluded.filter(|_| off.value && !cx.faults.touch("cni.external_snat") && !cx.faults.touch("pods")) {
        let finding = Diagnostic::new(&CONFLICTING_KEYS, "`cni.exclude_snat_cidrs` does nothing: nodes translate no pod address at all")
            .at(&excluded.span, "")
            .also(&off.span, "because of this")
            .help("remove `exclude_snat_cidrs`, or set `external_snat = false`");
        cx.refuse("cni.exclude_snat_cidrs", finding);
    }
}

/// `` `a` and `b` ``.
fn both(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ")
}

/// Keys of another installation than the file's.
fn misplaced(cx: &mut Context<'_>, raw: &RawConfig, install: &Sp<Install>) {
    let keys = &raw.cni;
    let owned: [(&str, Install, Option<&Span>); 3] = [
        ("version", Install::Addon, keys.version.as_ref().map(|v| &v.span)),
        ("chart_version", Install::Helm, keys.chart_version.as_ref().map(|v| &v.span)),
        ("helm_release", Install::Helm, keys.helm_release.as_ref().filter(|flag| flag.value).map(|v| &v.span)),
    ];
    if cx.faults.touch("cni.install") {
        return;
    }
    let mut wrong =
        owned.into_iter().filter(|(_, owner, _)| *owner != install.value).filter_map(|(key, owner, span)| Some((key, owner, span?)));
    let Some((key, owner, span)) = wrong.next() else { return };
    let finding = Diagnostic::new(&CONFLICTING_KEYS, format!("`cni.{key}` is for `install = \"{}\"`", owner.as_str()))
        .at(span, "")
        .also(&install.span, format!("this file installs by `{}`", install.value.as_str()));
    // Others have the same cause.
    let (mut finding, mut keys) = (finding, vec![key]);
    for (other, _, span) in wrong {
        finding = finding.also(span, "this as well");
        keys.push(other);
    }
    finding = finding.help(format!("write `install = \"{}\"`, or remove {}", owner.as_str(), both(&keys)));
    for key in keys {
        cx.faults.add(format!("cni.{key}"));
    }
    cx.sink.push(finding);
}

fn env(cx: &mut Context<'_>, raw: &RawConfig) -> BTreeMap<&'static str, CniSetting> {
    let mut env = BTreeMap::new();
    for (name, (name_span, value)) in &raw.cni.env {
        let path = format!("cni.env.{name}");
        let Some(setting) = find(name) else {
            let finding =
                Diagnostic::new(&UNKNOWN_CNI_SETTING, format!("aws-node has no setting `{}`", name.escape_debug())).at(name_span, "");
            let finding = match nearest(name, SETTINGS.iter().map(|setting| setting.name)) {
                Some(meant) => finding.help(format!("did you mean `{meant}`?")).patch(name_span, meant, false),
                None => finding.help("remove it: the add-on's schema refuses unknown names"),
            };
            cx.refuse(&path, finding);
            continue;
        };
        match setting.owner {
            Owner::Key(key) => {
                let finding = Diagnostic::new(&DERIVED_CNI_SETTING, format!("`{name}` has a key of its own"))
                    .at(name_span, "")
                    .help(format!("write `{key} = …` under `[cni]` instead"));
                cx.refuse(&path, finding);
            }
            Owner::Derived(from) => {
                let finding = Diagnostic::new(&DERIVED_CNI_SETTING, format!("`{name}` follows from {}", from_phrase(from)))
                    .at(name_span, "what works only together is set together")
                    .help("remove it");
                cx.refuse(&path, finding);
            }
            Owner::User => match setting.accept(&value.value) {
                Ok(text) => {
                    let value = Sp::new(text, value.span.clone());
                    env.insert(setting.name, CniSetting { setting, value, name_span: name_span.clone() });
                }
                Err(takes) => {
                    let written = value.value.to_string();
                    let finding = Diagnostic::new(&INVALID_CNI_SETTING, format!("`{name}` cannot be `{}`", written.escape_debug()))
                        .at(&value.span, "");
                    let meant = match setting.kind {
                        SettingType::Word(words) => nearest(&written, words.iter().copied()),
                        _ => None,
                    };
                    let finding = match meant {
                        Some(meant) => finding.help(format!("did you mean `{meant}`?")).patch(&value.span, format!("\"{meant}\""), false),
                        None => finding.help(format!("give it {takes}")),
                    };
                    cx.refuse(&path, finding);
                }
            },
        }
    }
    env
}

fn from_phrase(from: &str) -> String {
    if from.contains('.') { format!("`{from}`") } else { from.to_owned() }
}
