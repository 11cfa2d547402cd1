//! Workflow commands of GitHub Actions: annotations beside the lines of a pull request.

use std::fmt::Write as _;

use crate::diag::code::Severity;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::source::{SourceId, Sources};

/// One command a finding.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for d in diagnostics {
        let command = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let (id, span) = d.place().map_or((SourceId::Config, 0..0), |label| (label.source, label.span.clone()));
        let source = sources.get(id);
        let (line, column) = source.position(span.start);
        let (end_line, end_column) = source.position(span.end);
        let mut message = d.message.clone();
        if let Some(help) = &d.help {
            let _ = write!(message, "\nhelp: {help}");
        }
        let _ = writeln!(
            out,
            "::{command} file={},line={line},col={column},endLine={end_line},endColumn={end_column},title={}::{}",
            property(&source.name),
            property(&format!("{} {}", d.code, d.code.name)),
            data(&message),
        );
    }
    out
}

/// What a command's message must not hold as it is.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What a command's property must not hold as it is.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
