//! Names that AWS or Kubernetes refuses.

use crate::model::codes::INVALID_NAME;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &INVALID_NAME, manual: include_str!("explain.md"), check: Check::Reading };
