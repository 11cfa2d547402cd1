//! Syntax errors in the words of this house, and which later findings they make doubtful.

use toml::de::{DeTable, DeValue};

use crate::config::codes::SYNTAX_ERROR;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::span::Span;

/// One thing that is not TOML.
pub struct SyntaxError {
    /// Where.
    pub span: Span,
    /// What is to be said about it.
    pub finding: Diagnostic,
}

/// What the parser found, the first of each line: the others follow from it.
pub fn errors<'a>(text: &str, root: &DeTable<'_>, found: impl Iterator<Item = (&'a str, Span)>) -> Vec<SyntaxError> {
    let mut errors: Vec<SyntaxError> = Vec::new();
    for (message, span) in found {
        let line = line_of(text, span.start).start;
        if errors.iter().all(|known| line_of(text, known.span.start).start != line) {
            errors.push(SyntaxError { finding: say(text, root, message, &span), span });
        }
    }
    errors
}

/// Whether a finding at this place may come from a syntax error alone: it is on the same line, or under a header that could
/// not be read.
pub fn doubtful(text: &str, errors: &[SyntaxError], at: usize) -> bool {
    errors.iter().any(|error| {
        let line = line_of(text, error.span.start);
        let header = !text[line.clone()].contains('=');
        let until = if header { text[line.end..].find("\n[").map_or(text.len(), |next| line.end + next + 1) } else { line.end + 1 };
        (line.start..until).contains(&at)
    })
}

fn say(text: &str, root: &DeTable<'_>, message: &str, span: &Span) -> Diagnostic {
    let new = |fact: String| Diagnostic::new(&SYNTAX_ERROR, fact);
    if message == "duplicate key" {
        return duplicate(text, root, span);
    }
    if let Some(value) = bare_value(text, message, span) {
        let written = &text[value.clone()];
        if written.is_empty() {
            return new("a key has no value".to_owned()).at(span, "").help("write one after `=`, or remove the key");
        }
        let quoted = format!("\"{written}\"");
        return new(format!("`{written}` is neither a number, nor `true` or `false`, nor in quotes"))
            .at(&value, "")
            .help(format!("write `{quoted}`"))
            .patch(&value, quoted, false);
    }
    if let Some((what, close)) = unclosed(message) {
        return new(format!("{what} is not closed")).at(span, "").help(format!("close it with `{close}`"));
    }
    let (fact, help) = match message {
        m if m.contains("recurs") => ("something is nested too deeply", "nest less: no key of `eksnet.toml` is deeper than four"),
        m if m.starts_with("missing comma") => ("a comma is missing", "put `,` here"),
        m if m.starts_with("key with no value") => ("a key has no value", "write `key = value`"),
        m if m.starts_with("extra `=`") => ("there is one `=` too many", "remove it"),
        m if m.starts_with("unexpected key or value") => ("something follows where the line should end", "begin a new line here"),
        _ => return new(lower_first(message)).at(span, "").help("correct the TOML here"),
    };
    new(fact.to_owned()).at(span, "").help(help)
}

/// The whole of a value that is not in quotes and should be: `eu-west-1`, `10.0.0.0/16`.
fn bare_value(text: &str, message: &str, span: &Span) -> Option<Span> {
    let about_value = ["string values must be quoted", "invalid float", "invalid boolean", "unexpected leading zero", "invalid date"];
    if !about_value.iter().any(|start| message.starts_with(start)) {
        return None;
    }
    let line = line_of(text, span.start);
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}' | '=' | '#' | '"' | '\'');
    let start = text[line.start..span.start].rfind(ends).map_or(line.start, |at| line.start + at + 1);
    let end = text[span.start..line.end].find(ends).map_or(line.end, |at| span.start + at);
    Some(start..end.max(start))
}

fn unclosed(message: &str) -> Option<(&'static str, &'static str)> {
    Some(match message {
        "invalid basic string, expected `\"`" => ("the string", "\""),
        "invalid literal string, expected `'`" => ("the string", "'"),
        "invalid multi-line basic string, expected `\"`" => ("the string", "\"\"\""),
        "invalid multi-line literal string, expected `'`" => ("the string", "'''"),
        "unclosed table, expected `]`" => ("the header", "]"),
        "unclosed array table, expected `]`" => ("the header", "]]"),
        "unclosed array, expected `]`" => ("the list", "]"),
        "unclosed inline table, expected `}`" => ("the table", "}"),
        _ => return None,
    })
}

/// A key or a table that is given twice. TOML calls both a duplicate key.
fn duplicate(text: &str, root: &DeTable<'_>, span: &Span) -> Diagnostic {
    let name = &text[span.clone()];
    let line = text[line_of(text, span.start)].trim();
    let header = line.starts_with('[');
    let what = if header { format!("the table `{}`", line.split('#').next().unwrap_or(line).trim()) } else { format!("the key `{name}`") };
    let finding = Diagnostic::new(&SYNTAX_ERROR, format!("{what} is given twice")).at(span, "");
    let first = if header { same_header(text, line, span.start) } else { same_key(text, root, name, span) };
    let finding = match first {
        Some(first) => finding.also(&first, "first here"),
        None => finding,
    };
    finding.help(if header { "put the keys of both under one header" } else { "remove one of them" })
}

/// The nearest earlier line that says the same.
fn same_header(text: &str, line: &str, before: usize) -> Option<Span> {
    let mut start = 0;
    let mut found = None;
    for other in text[..line_of(text, before).start].split_inclusive('\n') {
        if other.trim() == line {
            found = Some(start..start + other.trim_end().len());
        }
        start += other.len();
    }
    found
}

/// The nearest earlier key of that name in the same table.
fn same_key(text: &str, root: &DeTable<'_>, name: &str, span: &Span) -> Option<Span> {
    let mut places = Vec::new();
    keys(root, name.trim_matches(|c| c == '"' || c == '\''), &mut places);
    let first = places.into_iter().filter(|place| place.end <= span.start).max_by_key(|place| place.start)?;
    let same_table = !text[first.start..span.start].contains("\n[") && !text[line_of(text, first.start)].trim().starts_with('[');
    same_table.then_some(first)
}

/// Places of all keys of a name.
fn keys(table: &DeTable<'_>, name: &str, places: &mut Vec<Span>) {
    for (key, value) in table {
        if key.get_ref() == name {
            places.push(key.span());
        }
        if let DeValue::Table(inner) = value.get_ref() {
            keys(inner, name, places);
        }
    }
}

/// The line around an offset, without its end.
fn line_of(text: &str, at: usize) -> Span {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    start..end
}

fn lower_first(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
