//! Zones that the cluster needs and the file no longer has.

use crate::model::codes::ZONE_REMOVED;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &ZONE_REMOVED, manual: include_str!("explain.md"), check: Check::Reading };
