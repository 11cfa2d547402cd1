//! Tags, labels and taints: what AWS and Kubernetes accept.

use std::collections::BTreeMap;

use crate::config::raw::{RawMap, RawTaint};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::span::Sp;
use crate::model::build::context::Context;
use crate::model::codes::{DUPLICATE, INVALID_TAG};
use crate::model::node_group::{Taint, TaintEffect};

/// Tags of AWS resources: at most 50, keys of 1 to 128 characters without `aws:`, values of at most 256, of the characters
/// that EKS accepts (L4).
pub fn tags(cx: &mut Context<'_>, raw: &RawMap, path: &str) -> BTreeMap<String, Sp<String>> {
    let mut tags = BTreeMap::new();
    for (key, (key_span, value)) in raw {
        let refusal = if key.is_empty() || key.chars().count() > 128 {
            Some("a tag's key has 1 to 128 characters")
        } else if key.to_ascii_lowercase().starts_with("aws:") {
            Some("keys that begin with `aws:` are AWS's own")
        } else if !key.chars().all(tag_char) || !value.value.chars().all(tag_char) {
            Some("EKS takes letters, digits, spaces and `+ - = . _ : / @`")
        } else if value.value.chars().count() > 256 {
            Some("a tag's value has at most 256 characters")
        } else {
            None
        };
        if let Some(why) = refusal {
            let finding = Diagnostic::new(&INVALID_TAG, format!("AWS refuses the tag `{}`", key.escape_debug())).at(key_span, why);
            cx.refuse(path, finding.help("change its key or value"));
        } else {
            tags.insert(key.clone(), value.clone());
        }
    }
    if let Some((_, (span, _))) = raw.iter().nth(49) {
        // One more comes from eksnet: Cluster.
        let finding =
            Diagnostic::new(&INVALID_TAG, format!("`{path}` has {} tags; a resource takes 50, and eksnet adds `Cluster`", raw.len()))
                .at(span, "the 50th")
                .help("keep at most 49");
        cx.refuse(path, finding);
    }
    tags
}

fn tag_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ' ' | '+' | '-' | '=' | '.' | '_' | ':' | '/' | '@')
}

/// Labels of nodes (L7).
pub fn labels(cx: &mut Context<'_>, raw: &RawMap, path: &str) -> BTreeMap<String, Sp<String>> {
    let mut labels = BTreeMap::new();
    for (key, (key_span, value)) in raw {
        if let Some(why) = label_key_fault(key) {
            let finding =
                Diagnostic::new(&INVALID_TAG, format!("`{}` cannot be the key of a node label", key.escape_debug())).at(key_span, why);
            cx.refuse(path, finding.help("use a key such as `workload` or `example.com/workload`"));
        } else if !label_value(&value.value) {
            let finding = Diagnostic::new(&INVALID_TAG, format!("`{}` cannot be the value of a node label", value.value.escape_debug()))
                .at(&value.span, "the kubelet refuses to start")
                .help("use at most 63 letters, digits, `-`, `_` or `.`, beginning and ending with a letter or digit");
            cx.refuse(path, finding);
        } else {
            labels.insert(key.clone(), value.clone());
        }
    }
    labels
}

/// Taints that EKS takes of one group (L7).
const MOST_TAINTS: usize = 50;

/// Taints of nodes (L7); one of the same key and effect twice is refused by EKS.
pub fn taints(cx: &mut Context<'_>, raw: &[RawTaint], path: &str) -> Vec<Taint> {
    let mut taints: Vec<Taint> = Vec::new();
    if let Some(one_more) = raw.get(MOST_TAINTS) {
        let finding = Diagnostic::new(&INVALID_TAG, format!("the group has {} taints; EKS takes {MOST_TAINTS}", raw.len()))
            .at(&one_more.span, "the 51st")
            .help(format!("keep at most {MOST_TAINTS}"));
        cx.refuse(path, finding);
    }
    for taint in raw {
        let (Some(key), Some(effect)) = (&taint.key, &taint.effect) else { continue };
        let effect = match effect.value.as_str() {
            "PreferNoSchedule" => TaintEffect::PreferNoSchedule,
            "NoExecute" => TaintEffect::NoExecute,
            _ => TaintEffect::NoSchedule,
        };
        let value = taint.value.as_ref().map_or("", |value| value.value.as_str());
        if let Some(why) = label_key_fault(&key.value) {
            let finding =
                Diagnostic::new(&INVALID_TAG, format!("`{}` cannot be the key of a taint", key.value.escape_debug())).at(&key.span, why);
            cx.refuse(path, finding.help("use a key such as `workload` or `example.com/workload`"));
        } else if !label_value(value) {
            let span = taint.value.as_ref().map_or(&key.span, |value| &value.span);
            let finding = Diagnostic::new(&INVALID_TAG, format!("`{}` cannot be the value of a taint", value.escape_debug()))
                .at(span, "the kubelet refuses to start")
                .help("use at most 63 letters, digits, `-`, `_` or `.`, beginning and ending with a letter or digit");
            cx.refuse(path, finding);
        } else if let Some(first) = taints.iter().find(|known| known.key.value == key.value && known.effect == effect) {
            let finding = Diagnostic::new(&DUPLICATE, format!("the taint `{}:{}` is given twice", key.value, effect.as_str()))
                .at(&key.span, "")
                .also(&first.key.span, "first here")
                .help("remove one of them");
            cx.refuse(path, finding);
        } else {
            taints.push(Taint { key: key.clone(), value: value.to_owned(), effect });
        }
    }
    taints
}

/// `prefix/name`: a DNS name of at most 253, and 1 to 63 letters, digits, `-`, `_` or `.`.
fn label_key_fault(key: &str) -> Option<&'static str> {
    let (prefix, name) = key.rsplit_once('/').map_or((None, key), |(prefix, name)| (Some(prefix), name));
    if name.is_empty() || !label_value(name) {
        return Some("a name has 1 to 63 letters, digits, `-`, `_` or `.`, and begins and ends with a letter or digit");
    }
    let prefix = prefix?;
    let dns = (1..=253).contains(&prefix.len())
        && prefix.split('.').all(|part| {
            !part.is_empty()
                && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                && !part.starts_with('-')
                && !part.ends_with('-')
        });
    if !dns {
        return Some("what stands before `/` is a DNS name");
    }
    // The kubelet may set these prefixes only (NodeRestriction); every other one under kubernetes.io stops it.
    let reserved = prefix == "kubernetes.io" || prefix.ends_with(".kubernetes.io") || prefix == "k8s.io" || prefix.ends_with(".k8s.io");
    let allowed = prefix == "node.kubernetes.io"
        || prefix.ends_with(".node.kubernetes.io")
        || prefix == "kubelet.kubernetes.io"
        || prefix.ends_with(".kubelet.kubernetes.io");
    (reserved && !allowed).then_some("Kubernetes keeps that prefix for itself")
}

fn label_value(value: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| c.is_ascii_alphanumeric());
    value.len() <= 63
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && edge(value.chars().next())
        && edge(value.chars().last())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_keys() {
        for good in ["workload", "example.com/workload", "node.kubernetes.io/exclude-from-external-load-balancers"] {
            assert_eq!(label_key_fault(good), None, "{good}");
        }
        for bad in ["", "a b", "/a", "Example.com/a", "kubernetes.io/role", "node-role.kubernetes.io/worker", "-a", "a/b/c"] {
            assert!(label_key_fault(bad).is_some(), "{bad}");
        }
    }
}
