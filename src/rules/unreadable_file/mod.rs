//! Files that cannot be read.

use crate::config::codes::UNREADABLE_FILE;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &UNREADABLE_FILE, manual: include_str!("explain.md"), check: Check::Command };
