//! Settings of aws-node in a cluster whose nodes bring their own CNI.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;
use crate::model::cni::Install;
use crate::model::network::Reading;
use crate::model::node_group::NodeKind;
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 527,
    name: "cni-settings-with-auto-mode",
    severity: Severity::Warning,
    fails_at: FailsAt::Never,
    rulebook: &["A9", "A24"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    let strategy = &model.pods.strategy;
    if reading.faults.touch("cni") || reading.faults.touch("pods.strategy") || !matches!(strategy.value, Strategy::AutoMode { .. }) {
        return;
    }
    // Nodes of another kind that stand beside Auto Mode's still have their aws-node.
    if model.nodes.values().any(|group| group.kind.value != NodeKind::Auto) {
        return;
    }
    let mut settings: Vec<(String, &Span)> = Vec::new();
    if cni.install.value != Install::Addon {
        settings.push(("install".to_owned(), &cni.install.span));
    }
    settings.extend(cni.addon_version.as_ref().map(|version| ("version".to_owned(), &version.span)));
    settings.extend(cni.chart_version.as_ref().map(|version| ("chart_version".to_owned(), &version.span)));
    settings.extend(cni.role_arn.as_ref().map(|arn| ("role_arn".to_owned(), &arn.span)));
    settings.extend(cni.exclude_snat_cidrs.first().map(|cidr| ("exclude_snat_cidrs".to_owned(), &cidr.span)));
    if cni.security_groups_for_pods.value {
        settings.push(("security_groups_for_pods".to_owned(), &cni.security_groups_for_pods.span));
    }
    settings.extend(cni.env.iter().map(|(name, setting)| ((*name).to_owned(), &setting.name_span)));
    for (key, span) in settings {
        sink.push(
            Diagnostic::new(&CODE, format!("`{key}` reaches no node of Auto Mode"))
                .at(span, "these nodes bring their own CNI, without such settings")
                .also(&strategy.span, "")
                .help(format!("remove `{key}`")),
        );
    }
}
