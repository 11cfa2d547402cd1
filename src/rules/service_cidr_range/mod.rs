//! Service addresses that EKS does not take.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::planning::free_block::free_service_cidr;
use crate::planning::service::{SERVICE_PREFIX_LENGTHS, given};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 220, name: "service-cidr-range", severity: Severity::Error, fails_at: FailsAt::Plan, rulebook: &["E1"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let Some(service) = given(&reading.model) else { return };
    let (block, span) = (service.value, &service.span);
    let finding = if !SERVICE_PREFIX_LENGTHS.contains(&block.prefix_len()) {
        Diagnostic::new(&CODE, format!("`{block}` is not of a length that EKS takes for Services")).at(span, "it takes /12 to /24")
    } else if !block.is_rfc1918() {
        Diagnostic::new(&CODE, format!("`{block}` is not in a range that EKS takes for Services"))
            .at(span, "it takes `10.0.0.0/8`, `172.16.0.0/12` and `192.168.0.0/16`")
    } else {
        return;
    };
    sink.push(match free_service_cidr(&reading.model).filter(|_| reading.model.cluster.new_cluster().is_some()) {
        Some(instead) => finding.help(format!("write `{instead}`")).patch(span, format!("\"{instead}\""), false),
        None => finding.help("write what `aws eks describe-cluster` shows as `serviceIpv4Cidr`"),
    });
}
