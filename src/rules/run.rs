//! All rules over one model.

use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::levels::apply;
use crate::rules::registry::RULES;
use crate::rules::rule::Check;

/// Judges the model, then applies the levels of `[checks]`.
pub fn run(reading: &Reading, sink: &mut Sink) {
    for rule in RULES {
        if let Check::Model(check) | Check::Limit(check) = rule.check {
            check(reading, sink);
        }
    }
    apply(&reading.model.checks, &reading.faults, sink);
}
