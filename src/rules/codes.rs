//! Codes about `[checks]` itself.

use crate::diag::code::{Code, FailsAt, Severity};

/// A level for a rule that does not exist, or has none.
pub static UNKNOWN_CHECK: Code =
    Code { number: 135, name: "unknown-check", severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &[] };
/// An `allow` that nobody will understand later.
pub static ALLOW_WITHOUT_REASON: Code =
    Code { number: 136, name: "allow-without-reason", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &[] };
/// An `allow` that suppressed nothing.
pub static UNUSED_ALLOW: Code =
    Code { number: 137, name: "unused-allow", severity: Severity::Warning, fails_at: FailsAt::Never, rulebook: &[] };
