//! Blocks with host bits.

use crate::model::codes::CIDR_HOST_BITS;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &CIDR_HOST_BITS, manual: include_str!("explain.md"), check: Check::Reading };
