//! Regions that AWS does not have.

use crate::model::codes::UNKNOWN_REGION;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &UNKNOWN_REGION, manual: include_str!("explain.md"), check: Check::Reading };
