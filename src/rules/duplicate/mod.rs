//! The same thing given twice.

use crate::model::codes::DUPLICATE;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &DUPLICATE, manual: include_str!("explain.md"), check: Check::Reading };
