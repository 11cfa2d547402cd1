//! Texts that cannot be a tag, a label or a taint.

use crate::model::codes::INVALID_TAG;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &INVALID_TAG, manual: include_str!("explain.md"), check: Check::Reading };
