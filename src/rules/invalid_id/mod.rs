//! Ids of another form than AWS gives out.

use crate::model::codes::INVALID_ID;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &INVALID_ID, manual: include_str!("explain.md"), check: Check::Reading };
