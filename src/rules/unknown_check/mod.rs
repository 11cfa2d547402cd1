//! Levels of rules that do not exist, or have none.

use crate::rules::codes::UNKNOWN_CHECK;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &UNKNOWN_CHECK, manual: include_str!("explain.md"), check: Check::Reading };
