//! Keys that eksnet does not know.

use crate::config::codes::UNKNOWN_KEY;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &UNKNOWN_KEY, manual: include_str!("explain.md"), check: Check::Reading };
