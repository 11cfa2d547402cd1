//! Keys that another key makes necessary.

use crate::model::codes::MISSING_COMPANION;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &MISSING_COMPANION, manual: include_str!("explain.md"), check: Check::Reading };
