//! IPv6 pods in a VPC that exists.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cluster::ClusterSource;
use crate::model::network::Reading;
use crate::model::pods::Strategy;
use crate::rules::available;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 531, name: "ipv6-in-adopted-vpc", severity: Severity::Error, fails_at: FailsAt::Apply, rulebook: &["E7"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    let touched = ["vpc.id", "cluster.source", "pods.strategy"].iter().any(|path| reading.faults.touch(path));
    if touched || !available::strategy(model) || model.pods.strategy.value != Strategy::Ipv6 {
        return;
    }
    let (Some(adopted), ClusterSource::Native(_)) = (model.vpc.adopted(), &model.cluster.source) else { return };
    sink.push(
        Diagnostic::new(&CODE, format!("`{}` exists: eksnet gives its subnets no IPv6 blocks and routes", adopted.id.value))
            .at(&model.pods.strategy.span, "needs a /64, an IPv6 route and addresses on creation in every subnet")
            .also(&adopted.id.span, "read, never changed")
            .help("remove `id` and let eksnet make the VPC with `ipv6 = \"amazon\"`, or choose `strategy = \"eniconfig\"`"),
    );
}
