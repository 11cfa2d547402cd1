//! Settings of the CNI that mean nothing with IPv6 pods.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 533,
    name: "no-effect-with-ipv6",
    severity: Severity::Warning,
    fails_at: FailsAt::Never,
    rulebook: &["E7", "section 4.1"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    if reading.faults.touch("cni") || reading.faults.touch("pods.strategy") || model.pods.strategy.value != Strategy::Ipv6 {
        return;
    }
    let snat = "IPv6 addresses are translated nowhere, and for IPv4 the node translates always";
    let ignored: [(&str, Option<&Span>, &str); 3] = [
        (
            "prefix_delegation",
            cni.prefix_delegation.value.then_some(&cni.prefix_delegation.span),
            "EKS switches prefixes on in every IPv6 cluster",
        ),
        ("external_snat", cni.external_snat_given.then_some(&cni.external_snat.span), snat),
        ("exclude_snat_cidrs", cni.exclude_snat_cidrs.first().map(|cidr| &cidr.span), snat),
    ];
    for (key, span, why) in ignored {
        if let Some(span) = span {
            sink.push(
                Diagnostic::new(&CODE, format!("`{key}` does nothing with IPv6 pods"))
                    .at(span, why)
                    .also(&model.pods.strategy.span, "")
                    .help(format!("remove `{key}`")),
            );
        }
    }
}
