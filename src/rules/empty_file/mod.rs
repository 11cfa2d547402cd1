//! Files that hold nothing.

use crate::config::codes::EMPTY_FILE;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &EMPTY_FILE, manual: include_str!("explain.md"), check: Check::Reading };
