//! Zones that are not given by their full name.

use crate::model::codes::INVALID_ZONE;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &INVALID_ZONE, manual: include_str!("explain.md"), check: Check::Reading };
