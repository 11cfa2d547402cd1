//! Service addresses inside the VPC.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Sp;
use crate::model::cidr::Cidr;
use crate::model::network::Reading;
use crate::planning::free_block::{free_pod_block, free_service_cidr};
use crate::planning::service::{given, lawful};
use crate::planning::vpc_blocks::{Place, Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 221, name: "service-cidr-overlaps-vpc", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["E2", "E3"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("vpc.cidr") || reading.faults.touch("cluster.service_cidr") {
        return;
    }
    let Some(service) = model.cluster.service_cidr().filter(|service| lawful(service.value)) else { return };
    for judged in judge(&model.vpc) {
        // A block of the wrong size overlaps others only for that reason.
        if judged.verdict == Verdict::Size || !judged.block.overlaps(service.value) {
            continue;
        }
        let message = format!("`{}` of Services overlaps `{}` of the VPC", service.value, judged.block.value);
        sink.push(if model.cluster.existing().is_some() {
            existing(reading, service, judged.block, judged.place == Place::Added, message)
        } else {
            new(reading, service, judged.block, message)
        });
        // The other blocks that it overlaps are cured with this one.
        return;
    }
}

/// The cluster is still to come: its block gives way.
fn new(reading: &Reading, service: &Sp<Cidr>, block: &Sp<Cidr>, message: String) -> Diagnostic {
    let finding = Diagnostic::new(&CODE, message);
    let written = given(&reading.model).is_some();
    let finding = if written {
        finding.at(&service.span, "").also(&block.span, "this block")
    } else {
        finding.at(&block.span, "").also(&service.span, format!("no `service_cidr`: eksnet takes `{}`", service.value))
    };
    match free_service_cidr(&reading.model) {
        Some(instead) if written => finding.help(format!("write `{instead}`")).patch(&service.span, format!("\"{instead}\""), false),
        Some(instead) => finding.help(format!("add `service_cidr = \"{instead}\"` under `[cluster]`")),
        None => finding.help("choose a block of 172.16.0.0/12 that nobody uses"),
    }
}

/// The cluster's block is there for life: the VPC's gives way.
fn existing(reading: &Reading, service: &Sp<Cidr>, block: &Sp<Cidr>, added: bool, message: String) -> Diagnostic {
    let finding = Diagnostic::new(&CODE, message)
        .at(&block.span, "nodes would send packets for it to Services")
        .also(&service.span, "the cluster's, for life")
        .note("EC2 adds the block all the same: it does not know of the cluster");
    match free_pod_block(&reading.model, block.prefix_len()).filter(|_| added) {
        Some(instead) => finding.help(format!("write `{instead}`")).patch(&block.span, format!("\"{instead}\""), false),
        None => finding.help("write what `aws eks describe-cluster` shows as `serviceIpv4Cidr`"),
    }
}
