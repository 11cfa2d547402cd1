//! Names that are no settings of aws-node.

use crate::model::codes::UNKNOWN_CNI_SETTING;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &UNKNOWN_CNI_SETTING, manual: include_str!("explain.md"), check: Check::Reading };
