//! `[checks]`: what to do about findings of a rule.

use std::collections::BTreeMap;

use crate::diag::span::Sp;

/// Levels by rule name.
pub type Checks = BTreeMap<String, CheckLevel>;

/// What the file says about one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckLevel {
    /// The rule's name, where it stands.
    pub name: Sp<String>,
    /// What to do.
    pub level: Level,
    /// Why.
    pub reason: Option<Sp<String>>,
}

/// As in Cargo's lints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// An error.
    Deny,
    /// A warning.
    Warn,
    /// Not reported.
    Allow,
}
