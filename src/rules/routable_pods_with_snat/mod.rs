//! Pods that others could answer, and nodes that translate all the same.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 707, name: "routable-pods-with-snat", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &["N1", "N2"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("cni.external_snat") || reading.faults.touch("pods.routable") {
        return;
    }
    let (snat, routable) = (&model.cni.external_snat, &model.pods.routable);
    // Without connected networks only the internet is out there, where every address is translated anyhow.
    if !routable.value || snat.value || !model.cni.external_snat_given || model.connected.is_empty() {
        return;
    }
    sink.push(
        Diagnostic::new(&CODE, "pods are routable, but nodes translate their addresses all the same")
            .at(&snat.span, "others see node addresses")
            .also(&routable.span, "others could answer pods")
            .help("remove `external_snat`, or allow this with the reason why others must see node addresses"),
    );
}
