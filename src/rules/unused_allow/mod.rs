//! An `allow` that suppressed nothing.

use crate::rules::codes::UNUSED_ALLOW;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &UNUSED_ALLOW, manual: include_str!("explain.md"), check: Check::Reading };
