//! The managed add-on beside another installation.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cni::{Adopt, Install};
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 512, name: "addon-and-helm", severity: Severity::Note, fails_at: FailsAt::Runtime, rulebook: &["C40"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let cni = &model.cni;
    if let Some(adopt) = cni.adopt.as_ref().filter(|adopt| adopt.value == Adopt::Addon)
        && cni.install.value != Install::Addon
        && model.cluster.existing().is_some()
        && !reading.faults.touch("cni")
        && !reading.faults.touch("cluster.name")
    {
        let name = &model.cluster.name.value;
        sink.push(
            Diagnostic::new(&CODE, format!("the managed add-on must go before `{}` may configure aws-node", cni.install.value.as_str()))
                .at(&adopt.span, "EKS would reset what it finds changed")
                .also(&cni.install.span, "")
                .note("`--preserve` removes the add-on and leaves its objects running")
                .help(format!("run `aws eks delete-addon --cluster-name {name} --addon-name vpc-cni --preserve` first")),
        );
    }
}
