//! An IPv6 block that nothing would use.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 808, name: "ipv6-block-without-ipv6-pods", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &[] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Limit(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if ["vpc", "pods.strategy"].iter().any(|path| reading.faults.touch(path)) || !available::strategy(model) {
        return;
    }
    if let Some(created) = model.vpc.created()
        && let Some(span) = created.ipv6_span.as_ref().filter(|_| created.ipv6.is_some())
        && model.pods.strategy.value != Strategy::Ipv6
    {
        sink.push(
            Diagnostic::new(&CODE, format!("with the strategy `{}` nothing would use the IPv6 block", model.pods.strategy.value))
                .at(span, "")
                .also(&model.pods.strategy.span, "pods have IPv4 addresses")
                .help("remove `ipv6`: this version of eksnet generates IPv6 with the strategy `ipv6` alone"),
        );
    }
}
