//! `--format json`: version 1, stable. Fields are only ever added.

use serde::Serialize;

use crate::diag::code::{FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::source::{SourceId, Sources};
use crate::diag::span::Span;

#[derive(Serialize)]
struct Report<'a> {
    version: u8,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: String,
    name: &'a str,
    severity: Severity,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    labels: Vec<FindingLabel<'a>>,
    notes: &'a [String],
    help: Option<&'a str>,
    patch: Option<FindingPatch<'a>>,
    url: String,
    fails_at: FailsAt,
    rulebook: &'a [&'a str],
}

#[derive(Serialize)]
struct FindingLabel<'a> {
    text: &'a str,
    primary: bool,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
struct FindingPatch<'a> {
    replacement: &'a str,
    safe: bool,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

fn place<'a>(sources: &'a Sources, id: SourceId, span: &Span) -> Place<'a> {
    let source = sources.get(id);
    let (line, column) = source.position(span.start);
    let (end_line, end_column) = source.position(span.end);
    Place { file: &source.name, line, column, end_line, end_column }
}

/// The whole report, with a final newline.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let report = Report {
        version: 1,
        diagnostics: diagnostics
            .iter()
            .map(|d| Finding {
                code: d.code.to_string(),
                name: d.code.name,
                severity: d.severity,
                message: &d.message,
                place: d.place().map_or_else(|| place(sources, SourceId::Config, &(0..0)), |l| place(sources, l.source, &l.span)),
                labels: d
                    .labels
                    .iter()
                    .map(|l| FindingLabel { text: &l.text, primary: l.primary, place: place(sources, l.source, &l.span) })
                    .collect(),
                notes: &d.notes,
                help: d.help.as_deref(),
                patch: d.patch.as_ref().map(|p| FindingPatch {
                    replacement: &p.replacement,
                    safe: p.safe,
                    place: place(sources, SourceId::Config, &p.span),
                }),
                url: d.code.url(),
                fails_at: d.code.fails_at,
                rulebook: d.code.rulebook,
            })
            .collect(),
    };
    // Plain data with string keys: serialising it cannot fail.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}
