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
        // One line a finding, and nothing for a terminal to obey, whatever the input or its file is called.
        let line = format!("{place}: {}[{}]: {} ({})", d.severity, d.code, d.message, d.code.name);
        let _ = writeln!(out, "{}", line.replace(unsafe_to_show, "\u{fffd}"));
    }
    out
}

/// Control characters, and those that turn the direction of text round.
fn unsafe_to_show(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
