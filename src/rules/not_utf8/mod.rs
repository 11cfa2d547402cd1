//! Files that are not UTF-8.

use crate::config::codes::NOT_UTF8;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &NOT_UTF8, manual: include_str!("explain.md"), check: Check::Command };
