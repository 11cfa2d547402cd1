//! Texts that are no ARN of an IAM role or user.

use crate::model::codes::INVALID_ARN;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &INVALID_ARN, manual: include_str!("explain.md"), check: Check::Reading };
