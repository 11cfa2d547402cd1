//! rustc's look: the fact, the places, the remedy.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use crate::diag::code::Severity;
use crate::diag::diagnostic::{Diagnostic, Label};
use crate::diag::source::{SourceId, Sources};

/// Narrower than this nothing is readable.
const MIN_WIDTH: usize = 40;

/// How the text will be shown.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether to colour.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// All findings, separated by empty lines, then a line that counts them.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() }.term_width(style.width.max(MIN_WIDTH));
    let mut out = String::new();
    for d in diagnostics {
        out.push_str(&renderer.render(&groups(d, sources)));
        out.push_str("\n\n");
    }
    out
}

/// "2 errors, 1 warning and 1 note", or nothing when nothing was found.
pub fn summary(diagnostics: &[Diagnostic]) -> Option<String> {
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let say = |n: usize, word: &str| match n {
        0 => None,
        1 => Some(format!("1 {word}")),
        n => Some(format!("{n} {word}s")),
    };
    let parts: Vec<String> =
        [say(count(Severity::Error), "error"), say(count(Severity::Warning), "warning"), say(count(Severity::Note), "note")]
            .into_iter()
            .flatten()
            .collect();
    match parts.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [rest @ .., last] => Some(format!("{} and {last}", rest.join(", "))),
    }
}

fn groups<'a>(d: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut main = Group::with_title(level.primary_title(shown(&d.message)).id(d.code.to_string()));
    for id in [SourceId::Config, SourceId::Lock] {
        let labels: Vec<&Label> = d.labels.iter().filter(|label| label.source == id).collect();
        if labels.is_empty() {
            continue;
        }
        let source = sources.get(id);
        let mut snippet = Snippet::source(shown(&source.text)).path(source.name.as_str());
        for label in labels {
            let kind = if label.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(clamp(&label.span, source.text.len()));
            snippet = snippet.annotation(if label.text.is_empty() { annotation } else { annotation.label(shown(&label.text)) });
        }
        main = main.element(snippet);
    }
    for note in &d.notes {
        main = main.element(Level::NOTE.message(shown(note)));
    }
    main = main.element(Level::NOTE.message(format!("{}: {}", d.code.name, d.code.consequence())));
    let mut groups = vec![main];
    match (&d.help, &d.patch) {
        (Some(help), Some(patch)) => groups.push(
            Group::with_title(Level::HELP.secondary_title(shown(help))).element(
                Snippet::source(shown(&sources.config.text))
                    .path(sources.config.name.as_str())
                    .patch(Patch::new(clamp(&patch.span, sources.config.text.len()), patch.replacement.as_str())),
            ),
        ),
        (Some(help), None) => groups.push(Group::with_title(Level::HELP.secondary_title(shown(help)))),
        _ => {}
    }
    groups
}

/// The text without C1 control characters, which an 8-bit terminal obeys (U+009B begins an escape sequence). The renderer
/// itself shows the older ones as pictures. Each becomes a dot of the same length, so that spans stay true.
fn shown(text: &str) -> Cow<'_, str> {
    let control = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    if text.contains(control) { Cow::Owned(text.replace(control, "·")) } else { Cow::Borrowed(text) }
}

fn clamp(span: &std::ops::Range<usize>, len: usize) -> std::ops::Range<usize> {
    span.start.min(len)..span.end.min(len)
}
