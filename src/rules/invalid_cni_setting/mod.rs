//! Values that a setting of aws-node does not take.

use crate::model::codes::INVALID_CNI_SETTING;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &INVALID_CNI_SETTING, manual: include_str!("explain.md"), check: Check::Reading };
