//! From bytes to the raw document, with every fault of form.

use std::collections::BTreeSet;
use std::path::Path;

use toml::de::DeTable;

use crate::config::codes::{EMPTY_FILE, NOT_UTF8, SYNTAX_ERROR, UNREADABLE_FILE, UNSUPPORTED_SCHEMA};
use crate::config::decode::Decoder;
use crate::config::raw::RawConfig;
use crate::config::reader::Reader;
use crate::config::spec::FILE;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;

/// The version of the format that this eksnet reads.
pub const SCHEMA: i64 = 1;

/// Reads a file as text. The one place of this stage that touches the disk.
pub fn read_file(path: &Path) -> Result<String, Diagnostic> {
    let bytes = std::fs::read(path).map_err(|error| {
        Diagnostic::new(&UNREADABLE_FILE, format!("cannot read `{}`: {error}", path.display()))
            .help("name the file, or run eksnet in a folder that has an `eksnet.toml` in it or above it; `eksnet init` writes one")
    })?;
    text_of(bytes, &path.display().to_string())
}

/// Bytes as text.
pub fn text_of(bytes: Vec<u8>, name: &str) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Diagnostic::new(&NOT_UTF8, format!("`{name}` is not UTF-8: byte {at} begins no character")).help("save it as UTF-8")
    })
}

/// Reads the text as far as it can be read. `None`: there is nothing that a model could be made of, and findings say why.
pub fn parse(text: &str, sink: &mut Sink) -> Option<RawConfig> {
    if text.trim().is_empty() {
        sink.push(Diagnostic::new(&EMPTY_FILE, "the file is empty").at(&(0..0), "").help("`eksnet init` writes one to start from"));
        return None;
    }
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        sink.push(Diagnostic::new(&SYNTAX_ERROR, lower_first(error.message())).at(&span, "").help("correct the TOML here"));
    }
    let root = document.get_ref();
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
    let mut decoder = Decoder { sink, faulty: &mut faulty, report_missing: errors.is_empty() };
    decoder.table(root, &FILE, "", &first_line);
    // After a syntax error the rest is guesswork: saying more would be follow-ons.
    errors.is_empty().then(|| RawConfig::read(&Reader::new(root, 0..0), faulty))
}

fn lower_first(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
