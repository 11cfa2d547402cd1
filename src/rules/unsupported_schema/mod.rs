//! A version of the format that this eksnet does not read.

use crate::config::codes::UNSUPPORTED_SCHEMA;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &UNSUPPORTED_SCHEMA, manual: include_str!("explain.md"), check: Check::Reading };
