//! Settings of aws-node in a cluster that has none.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 545, name: "no-effect-with-calico", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &["P23"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    if reading.faults.touch("cni") || reading.faults.touch("pods.strategy") || !matches!(model.pods.strategy.value, Strategy::Calico { .. })
    {
        return;
    }
    let ignored: [(&str, Option<&Span>, &str); 7] = [
        ("network_policy", cni.network_policy.value.then_some(&cni.network_policy.span), "Calico enforces policies from the start"),
        ("prefix_delegation", cni.prefix_delegation.value.then_some(&cni.prefix_delegation.span), "nodes hold one address"),
        (
            "security_groups_for_pods",
            cni.security_groups_for_pods.value.then_some(&cni.security_groups_for_pods.span),
            "AWS sees nodes, not pods",
        ),
        ("external_snat", cni.external_snat_given.then_some(&cni.external_snat.span), "Calico translates whatever leaves the overlay"),
        ("exclude_snat_cidrs", cni.exclude_snat_cidrs.first().map(|cidr| &cidr.span), "Calico translates whatever leaves the overlay"),
        ("role_arn", cni.role_arn.as_ref().map(|arn| &arn.span), "Calico asks nothing of AWS"),
        ("env", cni.env.values().next().map(|setting| &setting.name_span), "these are settings of aws-node"),
    ];
    for (key, span, why) in ignored {
        if let Some(span) = span {
            sink.push(
                Diagnostic::new(&CODE, format!("`{key}` does nothing with Calico"))
                    .at(span, why)
                    .also(&model.pods.strategy.span, "takes the place of aws-node")
                    .help(format!("remove `{key}`")),
            );
        }
    }
}
