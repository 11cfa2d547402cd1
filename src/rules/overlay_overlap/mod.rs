//! An overlay's block that something else has.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Sp;
use crate::model::cidr::Cidr;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 222, name: "overlay-overlap", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["E2"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let Strategy::Calico { cidr, .. } = &model.pods.strategy.value else { return };
    if reading.faults.touch("pods.cidr") || reading.faults.touch("pods.strategy") {
        return;
    }
    let mut others: Vec<(String, &Sp<Cidr>)> = Vec::new();
    if !reading.faults.touch("vpc") {
        others.extend(model.vpc.blocks().map(|block| ("the VPC".to_owned(), block)));
    }
    if !reading.faults.touch("cluster") {
        others.extend(model.cluster.service_cidr().map(|block| ("Services".to_owned(), block)));
    }
    for (name, network) in &model.connected {
        others.extend(network.cidrs.iter().map(|block| (format!("`{name}`"), block)));
    }
    // One finding: with the first that it overlaps.
    if let Some((what, block)) = others.into_iter().find(|(_, block)| block.value.overlaps(cidr.value)) {
        sink.push(
            Diagnostic::new(&CODE, format!("the overlay's block `{}` overlaps `{}`", cidr.value, block.value))
                .at(&cidr.span, "nodes keep what is sent to it")
                .also(&block.span, format!("has addresses of {what}"))
                .help("choose a private block that neither the VPC, nor Services, nor a network that pods talk to has"),
        );
    }
}
