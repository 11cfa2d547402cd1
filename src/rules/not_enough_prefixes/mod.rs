//! Subnets with enough addresses, but too few whole /28 blocks.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::model::subnet::SubnetRole;
use crate::planning::plan::Plan;
use crate::planning::scenario::Scenario;
use crate::planning::shortfall::{Shortfall, sound};
use crate::planning::space::{Demand, Placement};
use crate::planning::subnet_plan::SubnetPlan;
use crate::rules::rule::{Check, Rule};

static CODE: Code =
    Code { number: 652, name: "not-enough-prefixes", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &["S24"] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    // A subnet without a single clean block is the matter of `subnet-too-small-for-prefixes`.
    let enough = |subnet: &SubnetPlan<'_>, asked: Demand| subnet.space.has_addresses(asked) && subnet.space.clean() > 0;
    let packed = |subnet: &SubnetPlan<'_>, asked: Demand| enough(subnet, asked) && !subnet.space.fits(asked, Placement::Packed);
    let expected = |subnet: &SubnetPlan<'_>, asked: Demand| enough(subnet, asked) && !subnet.space.fits(asked, Placement::Expected);
    if !sound(reading) {
        return;
    }
    let plan = Plan::sketch(&reading.model);
    for role in [SubnetRole::Node, SubnetRole::Pod] {
        let certain = Shortfall::find(&plan, role, Scenario::Max, packed).filter(|short| short.certain);
        let likely = Shortfall::find(&plan, role, Scenario::Max, expected);
        let Some(short) = certain.or(likely) else { continue };
        let (group, subnet, asked) = (short.group, short.subnet, short.asked);
        let blocks = subnet.space.blocks(asked.singles);
        let (has, severity) = if certain.is_some() {
            (format!("{}", blocks.packed), Severity::Error)
        } else {
            (format!("about {}", blocks.expected), Severity::Warning)
        };
        let message = format!(
            "with every group at its `max`, {} is asked for {} prefixes and has {has} whole /28 blocks",
            short.place(),
            asked.prefixes
        );
        let mut finding = Diagnostic::new(&CODE, message)
            .severity(severity)
            .at(group.max_span(), short.label())
            .also(subnet.span(), format!("{} blocks when empty", subnet.space.clean()))
            .note(format!("{} single addresses lie in the same subnet: each spoils a block if it falls into one", asked.singles))
            .help(short.help(&plan, Scenario::Max));
        if let Some(others) = short.others() {
            finding = finding.note(others);
        }
        sink.push(finding);
    }
}
