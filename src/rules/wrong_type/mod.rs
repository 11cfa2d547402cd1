//! Values of another type than their key takes.

use crate::config::codes::WRONG_TYPE;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &WRONG_TYPE, manual: include_str!("explain.md"), check: Check::Reading };
