//! Nothing left to carve from.

use crate::model::codes::NO_ROOM_TO_CARVE;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &NO_ROOM_TO_CARVE, manual: include_str!("explain.md"), check: Check::Reading };
