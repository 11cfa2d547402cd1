//! Addresses with leading zeros.

use crate::model::codes::CIDR_LEADING_ZEROS;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &CIDR_LEADING_ZEROS, manual: include_str!("explain.md"), check: Check::Reading };
