//! Numbers outside their range.

use crate::model::codes::OUT_OF_RANGE;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &OUT_OF_RANGE, manual: include_str!("explain.md"), check: Check::Reading };
