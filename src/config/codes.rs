//! Codes of findings about the text itself. Their manuals stand in `src/rules/<name>/`.

use crate::diag::code::{Code, FailsAt, Severity};

/// A code of this stage: always an error, a fault of the file itself.
const fn code(number: u16, name: &'static str) -> Code {
    Code { number, name, severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &[] }
}

/// The text is not TOML.
pub static SYNTAX_ERROR: Code = code(101, "syntax-error");
/// A key that eksnet does not know.
pub static UNKNOWN_KEY: Code = code(102, "unknown-key");
/// A value of another type than the key takes.
pub static WRONG_TYPE: Code = code(103, "wrong-type");
/// A key that must be there is not.
pub static MISSING_KEY: Code = code(104, "missing-key");
/// `schema` is not one that this version reads.
pub static UNSUPPORTED_SCHEMA: Code = code(105, "unsupported-schema");
/// A word that the key does not take.
pub static INVALID_VALUE: Code = code(106, "invalid-value");
/// The file is not UTF-8.
pub static NOT_UTF8: Code = code(107, "not-utf8");
/// The file holds nothing.
pub static EMPTY_FILE: Code = code(108, "empty-file");
/// The file cannot be read.
pub static UNREADABLE_FILE: Code = code(109, "unreadable-file");
