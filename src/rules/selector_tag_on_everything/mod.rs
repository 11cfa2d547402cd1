//! Tags by which others choose subnets.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 520,
    name: "selector-tag-on-everything",
    severity: Severity::Error,
    fails_at: FailsAt::Runtime,
    rulebook: &["S13", "S16", "S17", "S26"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

/// What chooses by a tag, by how the tag's key begins.
static CHOOSERS: [(&str, &str); 4] = [
    ("kubernetes.io/role/elb", "load balancers would land in every subnet (S13)"),
    ("kubernetes.io/role/internal-elb", "load balancers would land in every subnet, pod subnets among them (S13)"),
    ("kubernetes.io/role/cni", "aws-node would take every subnet for pods, or none (S16)"),
    ("cni.networking.k8s.aws/cluster", "aws-node would count every subnet as one of that cluster (S17)"),
];

/// Those that are chosen by any tag a user likes, and by custom by this one.
static BY_CUSTOM: [(&str, &str); 1] =
    [("karpenter.sh/discovery", "Karpenter would place nodes in every subnet, pod subnets among them (S26)")];

fn check(reading: &Reading, sink: &mut Sink) {
    for (key, value) in &reading.model.cluster.tags {
        let Some((_, why)) = CHOOSERS.iter().chain(&BY_CUSTOM).find(|(prefix, _)| key.starts_with(prefix)) else { continue };
        sink.push(
            Diagnostic::new(&CODE, format!("the tag `{key}` on everything chooses subnets"))
                .at(&value.span, *why)
                .help("remove it: eksnet tags each subnet for what it is meant for"),
        );
    }
}
