//! A lock file that cannot be understood.

use crate::model::codes::LOCK_CORRUPT;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &LOCK_CORRUPT, manual: include_str!("explain.md"), check: Check::Reading };
