//! Versions of another form than the thing has.

use crate::model::codes::INVALID_VERSION;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &INVALID_VERSION, manual: include_str!("explain.md"), check: Check::Reading };
