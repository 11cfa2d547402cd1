//! Prefix lengths that no IPv4 block has.

use crate::model::codes::CIDR_PREFIX_LENGTH;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &CIDR_PREFIX_LENGTH, manual: include_str!("explain.md"), check: Check::Reading };
