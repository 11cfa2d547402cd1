//! An `allow` that nobody will understand later.

use crate::rules::codes::ALLOW_WITHOUT_REASON;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &ALLOW_WITHOUT_REASON, manual: include_str!("explain.md"), check: Check::Reading };
