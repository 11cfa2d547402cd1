//! Pods in the block of the nodes.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::subnet::SubnetRole;
use crate::planning::subnets::{Placed, placed};
use crate::planning::vpc_blocks::{Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 407, name: "pod-subnet-among-nodes", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &["S21"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let model = &reading.model;
    if model.pods.routable.value || ["vpc", "pods.routable"].into_iter().any(|path| reading.faults.touch(path)) {
        return;
    }
    let all = placed(model);
    // A block that cannot stay as it is has a finding of its own.
    for block in judge(&model.vpc).into_iter().filter(|judged| judged.verdict == Verdict::Fine).map(|judged| judged.block) {
        let inside = |role: SubnetRole| all.iter().filter(move |found| found.role == role && block.contains(found.subnet.cidr.value));
        let pods: Vec<&Placed<'_>> = inside(SubnetRole::Pod).collect();
        if pods.is_empty() || inside(SubnetRole::Node).next().is_none() {
            continue;
        }
        let message = format!("pods take addresses of the nodes' block `{}`", block.value);
        let finding = pods.iter().fold(Diagnostic::new(&CODE, message), |finding, found| finding.at(&found.subnet.cidr.span, ""));
        sink.push(
            finding
                .also(&block.span, "the nodes' block")
                .help("take pod subnets from `secondary_cidrs`; if others are to reach pods, set `pods.routable = true`"),
        );
    }
}
