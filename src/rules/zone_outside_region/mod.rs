//! Zones of another Region than the cluster's.

use crate::model::codes::ZONE_OUTSIDE_REGION;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &ZONE_OUTSIDE_REGION, manual: include_str!("explain.md"), check: Check::Reading };
