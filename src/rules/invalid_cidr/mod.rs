//! Texts that are no IPv4 block.

use crate::model::codes::INVALID_CIDR;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &INVALID_CIDR, manual: include_str!("explain.md"), check: Check::Reading };
