//! Text that is not TOML.

use crate::config::codes::SYNTAX_ERROR;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &SYNTAX_ERROR, manual: include_str!("explain.md"), check: Check::Reading };
