//! Blocks that AWS refuses beside the primary one.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::cidr::AddressClass;
use crate::model::network::Reading;
use crate::planning::free_block::free_pod_block;
use crate::planning::vpc_blocks::{DEFAULT_VPC, Verdict, judge};
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code {
    number: 208,
    name: "vpc-cidr-restricted",
    severity: Severity::Error,
    fails_at: FailsAt::Apply,
    rulebook: &["V6", "V9", "V10", "V13"],
};

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    // Beside which primary block, is then unknown.
    if reading.faults.touch("vpc.cidr") {
        return;
    }
    let primary = &reading.model.vpc.cidr;
    for judged in judge(&reading.model.vpc) {
        if judged.verdict != Verdict::Restricted {
            continue;
        }
        let (block, span) = (judged.block.value, &judged.block.span);
        let why = match block.class() {
            AddressClass::X => "AWS lets `198.19.0.0/16` join no other range".to_owned(),
            AddressClass::B if DEFAULT_VPC.contains(block) && primary.class() == AddressClass::B => {
                format!("`{DEFAULT_VPC}` is the block of default VPCs, and joins no other VPC")
            }
            class => format!("a block of `{}`", class.describe()),
        };
        let finding = Diagnostic::new(&CODE, format!("`{block}` cannot join a VPC of `{}`", primary.value))
            .at(span, why)
            .also(&primary.span, format!("of {}", ticked(primary.class())))
            .note(format!(
                "`InvalidVpc.Range: The CIDR '{block}' is restricted. Use a CIDR from the same private address range as the current VPC \
                 CIDR, or use a publicly-routable CIDR.`"
            ));
        sink.push(match free_pod_block(&reading.model, block.prefix_len()) {
            Some(instead) => finding.help(format!("write `{instead}`")).patch(span, format!("\"{instead}\""), false),
            None => finding.help("choose a block of 100.64.0.0/10, which joins any VPC"),
        });
    }
}

fn ticked(class: AddressClass) -> String {
    if class == AddressClass::P { class.describe().to_owned() } else { format!("`{}`", class.describe()) }
}
