//! Keys that must be there and are not.

use crate::config::codes::MISSING_KEY;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &MISSING_KEY, manual: include_str!("explain.md"), check: Check::Reading };
