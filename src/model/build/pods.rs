//! `[pods]`.

use crate::config::raw::RawConfig;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::span::{Sp, Span};
use crate::model::build::context::Context;
use crate::model::cidr::Cidr;
use crate::model::codes::CONFLICTING_KEYS;
use crate::model::pods::{Encapsulation, Pods, Strategy};

/// `[pods]`.
pub fn pods(cx: &mut Context<'_>, raw: &RawConfig) -> Pods {
    let keys = &raw.pods;
    let span = keys.strategy.as_ref().map_or(&keys.span, |strategy| &strategy.span).clone();
    let strategy = strategy(cx, raw);
    if !cx.faults.touch("pods.strategy") {
        misplaced(cx, raw, &strategy, &span);
    }
    if strategy == Strategy::EniConfig && !cx.faults.touch("pods.strategy") {
        groups_of_a_new_vpc(cx, raw);
    }
    let by_default = matches!(strategy, Strategy::NodeSubnets | Strategy::Ipv6);
    let routable = keys.routable.clone().unwrap_or_else(|| Sp::new(by_default, span.clone()));
    Pods {
        span: keys.span.clone(),
        strategy: Sp::new(strategy, span),
        routable,
        security_groups: cx.ids(&keys.security_groups, "pods.security_groups"),
    }
}

fn strategy(cx: &mut Context<'_>, raw: &RawConfig) -> Strategy {
    let keys = &raw.pods;
    let flag = |value: &Option<Sp<bool>>| value.as_ref().is_some_and(|flag| flag.value);
    match keys.strategy.as_ref().map(|strategy| strategy.value.as_str()) {
        Some("discovery") => Strategy::Discovery { exclude_node_subnets: flag(&keys.exclude_node_subnets) },
        Some("auto_mode") => Strategy::AutoMode { isolate: flag(&keys.isolate) },
        Some("ipv6") => Strategy::Ipv6,
        Some("calico") => {
            let written = keys.cidr.as_ref().and_then(|text| cx.cidr(text, "pods.cidr"));
            if written.is_none() {
                cx.companion(
                    "pods.cidr",
                    "the strategy `calico` needs a block for its overlay".to_owned(),
                    &keys.span,
                    "add `cidr = \"192.168.0.0/16\"`, or another block that pods talk to nowhere",
                );
            }
            let cidr = written.unwrap_or_else(|| Sp::new(Cidr::literal([192, 168, 0, 0], 16), keys.span.clone()));
            let encapsulation = match keys.encapsulation.as_ref().map(|word| word.value.as_str()) {
                Some("ipip") => Encapsulation::Ipip,
                _ => Encapsulation::Vxlan,
            };
            Strategy::Calico { cidr, encapsulation }
        }
        Some("node_subnets") => Strategy::NodeSubnets,
        _ => Strategy::EniConfig,
    }
}

/// A security group belongs to one VPC (C25), so there is none yet in one that eksnet makes.
fn groups_of_a_new_vpc(cx: &mut Context<'_>, raw: &RawConfig) {
    let Some(first) = raw.pods.security_groups.as_ref().and_then(|list| list.value.first()) else { return };
    if raw.vpc.keys.id.is_none() && !cx.faults.touch("vpc.id") {
        let finding = Diagnostic::new(&CONFLICTING_KEYS, "a security group that exists is not of a VPC that eksnet makes")
            .at(&first.span, "its VPC is another one")
            .also(&raw.vpc.keys.span, "without `id`, this one is new")
            .help("remove `security_groups`: pods take the cluster's group; or add `id` under `[vpc]` to adopt a VPC");
        cx.refuse("pods.security_groups", finding);
    }
}

/// Keys of another strategy than the file's.
fn misplaced(cx: &mut Context<'_>, raw: &RawConfig, strategy: &Strategy, at: &Span) {
    let keys = &raw.pods;
    let owned: [(&str, &str, Option<&Span>); 4] = [
        ("isolate", "auto_mode", keys.isolate.as_ref().map(|v| &v.span)),
        ("exclude_node_subnets", "discovery", keys.exclude_node_subnets.as_ref().map(|v| &v.span)),
        ("cidr", "calico", keys.cidr.as_ref().map(|v| &v.span)),
        ("encapsulation", "calico", keys.encapsulation.as_ref().map(|v| &v.span)),
    ];
    for (key, owner, span) in owned {
        if let Some(span) = span
            && owner != strategy.as_str()
        {
            let finding = Diagnostic::new(&CONFLICTING_KEYS, format!("`pods.{key}` is for the strategy `{owner}`"))
                .at(span, "")
                .also(at, "this file's strategy")
                .help(format!("remove `{key}`, or choose `strategy = \"{owner}\"`"));
            cx.refuse(&format!("pods.{key}"), finding);
        }
    }
}
