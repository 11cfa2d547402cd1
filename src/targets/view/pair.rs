//! A name and a value, as most of Terraform is made of.

use crate::targets::escape::Code;

/// A key and its value, both ready to print.
pub struct Setting {
    /// Left of the `=`.
    pub key: Code,
    /// Right of it.
    pub value: Code,
}

/// A key ready to print, and free text that the template quotes.
pub struct Text {
    /// Left of the `=`.
    pub key: Code,
    /// The inside of a quoted string.
    pub value: String,
}
