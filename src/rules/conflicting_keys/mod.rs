//! Keys that exclude each other.

use crate::model::codes::CONFLICTING_KEYS;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &CONFLICTING_KEYS, manual: include_str!("explain.md"), check: Check::Reading };
