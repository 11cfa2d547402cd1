//! Where findings are collected, so that one run reports them all.

use crate::diag::code::Severity;
use crate::diag::diagnostic::Diagnostic;

/// Collects findings in the order of discovery.
#[derive(Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Whether any finding so far forbids writing.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    /// What was found so far.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// Lets a pass over all findings change or drop them (levels of `[checks]`).
    pub fn retain_mut(&mut self, keep: impl FnMut(&mut Diagnostic) -> bool) {
        self.found.retain_mut(keep);
    }

    /// The findings, sorted by place and, at one place, errors first.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|d| {
            let place = d.place().map_or((1, None, 0), |label| (0, Some(label.source), label.span.start));
            (place, std::cmp::Reverse(d.severity), d.code.number)
        });
        self.found.dedup();
        self.found
    }
}
