//! `--locked`, and the lock file would change.

use crate::model::codes::LOCK_OUT_OF_DATE;
use crate::rules::rule::{Check, Rule};

/// The rule.
pub static RULE: Rule = Rule { code: &LOCK_OUT_OF_DATE, manual: include_str!("explain.md"), check: Check::Command };
