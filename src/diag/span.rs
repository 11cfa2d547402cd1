//! Places in a source text, and values that remember theirs.

use std::ops::Range;

/// Byte range in one of the [sources](crate::diag::source::SourceId).
pub type Span = Range<usize>;

/// A value and where it stands in the input. What eksnet derives (a carved block) carries the span of what asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sp<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Sp<T> {
    /// A value at a place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Another value at the same place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Sp<U> {
        Sp::new(f(self.value), self.span)
    }

    /// The same place, a borrowed value.
    pub fn as_ref(&self) -> Sp<&T> {
        Sp::new(&self.value, self.span.clone())
    }
}

impl<T> std::ops::Deref for Sp<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
