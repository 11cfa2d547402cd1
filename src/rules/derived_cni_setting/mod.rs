//! Settings of aws-node that follow from other keys.

use crate::model::codes::DERIVED_CNI_SETTING;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &DERIVED_CNI_SETTING, manual: include_str!("explain.md"), check: Check::Reading };
