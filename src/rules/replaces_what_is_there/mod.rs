//! Edits that would make AWS replace what it never changes in place.

use crate::model::codes::LOCK_CONFLICT;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &LOCK_CONFLICT, manual: include_str!("explain.md"), check: Check::Reading };
