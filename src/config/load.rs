//! From bytes to the raw document, with every fault of form.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use toml::de::DeTable;

use crate::config::codes::{EMPTY_FILE, NOT_UTF8, UNREADABLE_FILE, UNSUPPORTED_SCHEMA};
use crate::config::decode::Decoder;
use crate::config::raw::RawConfig;
use crate::config::reader::Reader;
use crate::config::spec::FILE;
use crate::config::syntax::{doubtful, errors};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;

/// The version of the format that this eksnet reads.
pub const SCHEMA: i64 = 1;

/// Reads a file as text. The one place of this stage that touches the disk.
pub fn read_file(path: &Path) -> Result<String, Diagnostic> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        let (fact, help) = match error.kind() {
            ErrorKind::NotFound => (format!("there is no file `{name}`"), "name another one, or write it: `eksnet init` makes a start"),
            ErrorKind::IsADirectory => (format!("`{name}` is a folder, not a file"), "name the file in it"),
            ErrorKind::PermissionDenied => (format!("`{name}` may not be read"), "give yourself the right to read it"),
            _ => (format!("cannot read `{name}`: {error}"), "name a file that can be read"),
        };
        Diagnostic::new(&UNREADABLE_FILE, fact).help(help)
    })?;
    text_of(bytes, &name)
}

/// Bytes as text.
pub fn text_of(bytes: Vec<u8>, name: &str) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.split(|byte| *byte == b'\n').count();
        let byte = valid.len() + 1;
        Diagnostic::new(&NOT_UTF8, format!("`{name}` is not UTF-8: line {line} has bytes that are no character"))
            .note(format!("it is the {byte}{} byte of the file", ordinal(byte)))
            .help("save the file as UTF-8")
    })
}

/// The ending of an ordinal number.
fn ordinal(number: usize) -> &'static str {
    match (number % 10, number % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    }
}

/// Reads the text as far as it can be read. `None`: there is nothing that a model could be made of, and findings say why.
pub fn parse(text: &str, sink: &mut Sink) -> Option<RawConfig> {
    if text.trim().is_empty() {
        sink.push(Diagnostic::new(&EMPTY_FILE, "the file is empty").at(&(0..0), "").help("`eksnet init` writes one to start from"));
        return None;
    }
    let (document, found) = DeTable::parse_recoverable(text);
    let root = document.get_ref();
    let errors = errors(text, root, found.iter().map(|error| (error.message(), error.span().unwrap_or(0..0))));
    for error in &errors {
        sink.push(error.finding.clone());
    }
    // An unknown version may mean anything by its keys, so nothing is said about them.
    if let Some(schema) = Reader::new(root, 0..0).int("schema")
        && schema.value != SCHEMA
    {
        let newer = schema.value > SCHEMA;
        sink.push(
            Diagnostic::new(&UNSUPPORTED_SCHEMA, format!("`schema` is `{}`; this eksnet reads `{SCHEMA}`", schema.value))
                .at(&schema.span, "")
                .help(if newer { "use a newer eksnet" } else { "write `schema = 1`" }),
        );
        return None;
    }
    let mut faulty = BTreeSet::new();
    let first_line = 0..text.find('\n').unwrap_or(text.len());
    let mut judged = Sink::new();
    let mut decoder = Decoder { sink: &mut judged, faulty: &mut faulty, report_missing: errors.is_empty() };
    decoder.table(root, &FILE, "", &first_line);
    judged.retain_mut(|finding| !doubtful(text, &errors, finding.place().map_or(0, |label| label.span.start)));
    for finding in judged.into_sorted() {
        sink.push(finding);
    }
    // After a syntax error the rest is guesswork: saying more would be follow-ons.
    errors.is_empty().then(|| RawConfig::read(&Reader::new(root, 0..0), faulty))
}
