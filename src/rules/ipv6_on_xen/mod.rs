//! IPv6 pods on instance types that take no prefixes.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::planning::instances;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 532, name: "ipv6-on-xen", severity: Severity::Error, fails_at: FailsAt::Boot, rulebook: &["C3"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if reading.faults.touch("pods.strategy") || model.pods.strategy.value != Strategy::Ipv6 {
        return;
    }
    for (name, group) in &model.nodes {
        if reading.faults.touch(&format!("nodes.{name}")) {
            continue;
        }
        for type_ in &group.instance_types {
            if instances::find(type_.as_str()).is_some_and(|limits| !limits.prefix_capable) {
                sink.push(
                    Diagnostic::new(&CODE, format!("`{}` is a Xen type: the CNI exits there when pods have IPv6 addresses", type_.value))
                        .at(&type_.span, format!("table of {}", instances::TABLE_DATE))
                        .also(&model.pods.strategy.span, "needs prefixes, and those need Nitro")
                        .help("choose a Nitro type, such as `m6i.large`"),
                );
            }
        }
    }
}
