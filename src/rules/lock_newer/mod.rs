//! A lock file of a later eksnet.

use crate::model::codes::LOCK_NEWER;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &LOCK_NEWER, manual: include_str!("explain.md"), check: Check::Reading };
