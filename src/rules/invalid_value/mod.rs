//! Words that a key does not take.

use crate::config::codes::INVALID_VALUE;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &INVALID_VALUE, manual: include_str!("explain.md"), check: Check::Reading };
