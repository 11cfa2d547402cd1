//! One finding, as data.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::source::SourceId;
use crate::diag::span::Span;

/// A place and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Which text.
    pub source: SourceId,
    /// Where in it.
    pub span: Span,
    /// Shown beside the place; may be empty.
    pub text: String,
    /// The offending value itself, as against what makes it wrong.
    pub primary: bool,
}

/// A repair of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub replacement: String,
    /// Whether `check --fix` may apply it without asking: it cannot change what the author meant.
    pub safe: bool,
}

/// One finding. The message states the fact, lower case and without full stop; the remedy is in `help` alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: &'static Code,
    /// The code's own severity, or what `[checks]` made of it.
    pub severity: Severity,
    /// The fact.
    pub message: String,
    /// Where; the primary one first. Empty when the finding has no place in a text.
    pub labels: Vec<Label>,
    /// Further facts.
    pub notes: Vec<String>,
    /// The remedy.
    pub help: Option<String>,
    /// The remedy as an edit of `eksnet.toml`.
    pub patch: Option<Patch>,
}

impl Diagnostic {
    /// A finding without place.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity, message: message.into(), labels: Vec::new(), notes: Vec::new(), help: None, patch: None }
    }

    /// Points at the offending value in `eksnet.toml`.
    #[must_use]
    pub fn at(self, span: &Span, text: impl Into<String>) -> Self {
        self.label(SourceId::Config, span, text, true)
    }

    /// Points at another place in `eksnet.toml` that makes the value wrong.
    #[must_use]
    pub fn also(self, span: &Span, text: impl Into<String>) -> Self {
        self.label(SourceId::Config, span, text, false)
    }

    /// Points into a given text.
    #[must_use]
    pub fn label(mut self, source: SourceId, span: &Span, text: impl Into<String>, primary: bool) -> Self {
        self.labels.push(Label { source, span: span.clone(), text: text.into(), primary });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Sets the remedy.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Sets the remedy as an edit.
    #[must_use]
    pub fn patch(mut self, span: &Span, replacement: impl Into<String>, safe: bool) -> Self {
        self.patch = Some(Patch { span: span.clone(), replacement: replacement.into(), safe });
        self
    }

    /// Lowers or raises the severity for this one finding.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The first primary label, or the first at all.
    pub fn place(&self) -> Option<&Label> {
        self.labels.iter().find(|label| label.primary).or_else(|| self.labels.first())
    }

    /// When it would have failed.
    pub fn fails_at(&self) -> FailsAt {
        self.code.fails_at
    }
}
