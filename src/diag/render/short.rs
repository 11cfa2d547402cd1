//! One line a finding: `file:line:column: severity[code]: message`, for grep and editors.

use std::fmt::Write as _;

use crate::diag::diagnostic::Diagnostic;
use crate::diag::source::Sources;

/// All findings, one line each.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for d in diagnostics {
        let place = d.place().map_or_else(
            || sources.config.name.clone(),
            |label| {
                let source = sources.get(label.source);
                let (line, column) = source.position(label.span.start);
                format!("{}:{line}:{column}", source.name)
            },
        );
        let _ = writeln!(out, "{place}: {}[{}]: {} ({})", d.severity, d.code, d.message, d.code.name);
    }
    out
}
