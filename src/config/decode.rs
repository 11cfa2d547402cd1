//! Holds a document against the specification: every unknown key, wrong type and missing key, in one pass.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::codes::{INVALID_VALUE, MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE};
use crate::config::kind::{Kind, Table};
use crate::config::suggest::{alternatives, nearest};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::Span;

/// The pass, and what it has found.
pub struct Decoder<'a> {
    /// Receives the findings.
    pub sink: &'a mut Sink,
    /// Dotted paths of keys whose value was refused or is missing: nothing further is to be said about them.
    pub faulty: &'a mut BTreeSet<String>,
    /// Whether a missing key is a finding. Not after a syntax error: what is missing may stand in what could not be read.
    pub report_missing: bool,
}

impl Decoder<'_> {
    /// Checks one table and everything under it. `span` is its header, for what is missing.
    pub fn table(&mut self, table: &DeTable<'_>, spec: &Table, path: &str, span: &Span) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            let here = join(path, name);
            match spec.key(name) {
                None => self.unknown(name, &key.span(), spec, path),
                Some(known) => self.value(value, known.kind, &here, &key.span()),
            }
        }
        if !self.report_missing {
            return;
        }
        for key in spec.keys.iter().filter(|key| key.required && !table.contains_key(key.name)) {
            let here = join(path, key.name);
            // A misspelt key stands there that means this one.
            if self.faulty.contains(&here) {
                continue;
            }
            let owner = if path.is_empty() { "the file".to_owned() } else { format!("`[{path}]`") };
            let doc = in_sentence(key.doc);
            self.sink.push(Diagnostic::new(&MISSING_KEY, format!("{owner} has no `{}`", key.name)).at(span, "").help(match key.kind {
                Kind::Table(_) => format!("add `[{here}]`: {doc}"),
                Kind::MapOf(_) => format!("add `[{here}.<name>]`: {doc}"),
                Kind::Int if here == "schema" => "add `schema = 1` as the first line".to_owned(),
                Kind::Word(words) => format!("add `{} = \"{}\"`, or {}", key.name, words[0], alternatives(words[1..].iter().copied())),
                _ => format!("add `{} = …`: {doc}", key.name),
            }));
            self.faulty.insert(here);
        }
    }

    fn unknown(&mut self, name: &str, span: &Span, spec: &Table, path: &str) {
        let owner = if path.is_empty() { "the file".to_owned() } else { format!("`[{path}]`") };
        let names = || spec.keys.iter().map(|key| key.name);
        let finding = Diagnostic::new(&UNKNOWN_KEY, format!("`{name}` is not a key of {owner}")).at(span, "");
        self.sink.push(match nearest(name, names()) {
            Some(meant) => {
                self.faulty.insert(join(path, meant));
                finding.help(format!("did you mean `{meant}`?")).patch(span, meant, false)
            }
            None => finding.help(format!("it takes {}", alternatives(names()))),
        });
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, kind: Kind, path: &str, key: &Span) {
        let span = value.span();
        match (kind, value.get_ref()) {
            (Kind::Str | Kind::StrOr(_), DeValue::String(_))
            | (Kind::Int, DeValue::Integer(_))
            | (Kind::Bool | Kind::BoolOr(_), DeValue::Boolean(_)) => {}
            (Kind::Word(words) | Kind::BoolOr(words), DeValue::String(word)) => {
                if !words.contains(&word.as_ref()) {
                    self.invalid_word(word, words, matches!(kind, Kind::BoolOr(_)), path, &span);
                }
            }
            (Kind::StrList | Kind::IntList, DeValue::Array(items)) => {
                for item in items {
                    let fits = match kind {
                        Kind::StrList => matches!(item.get_ref(), DeValue::String(_)),
                        _ => matches!(item.get_ref(), DeValue::Integer(_)),
                    };
                    if !fits {
                        let wanted = if matches!(kind, Kind::StrList) { "a string" } else { "an integer" };
                        self.wrong(&format!("an item of `{path}`"), item, wanted, path);
                    }
                }
            }
            (Kind::StrMap, DeValue::Table(table)) => {
                for (name, item) in table {
                    if !matches!(item.get_ref(), DeValue::String(_)) {
                        let here = join(path, name.get_ref());
                        self.wrong(&format!("`{here}`"), item, "a string", &here);
                    }
                }
            }
            (Kind::ScalarMap, DeValue::Table(table)) => {
                for (name, item) in table {
                    if !matches!(item.get_ref(), DeValue::String(_) | DeValue::Integer(_) | DeValue::Boolean(_)) {
                        let here = join(path, name.get_ref());
                        self.wrong(&format!("`{here}`"), item, "a string, an integer or a boolean", &here);
                    }
                }
            }
            (Kind::Table(spec) | Kind::StrOr(spec), DeValue::Table(table)) => self.table(table, spec, path, key),
            (Kind::MapOf(spec), DeValue::Table(table)) => {
                for (name, item) in table {
                    let here = join(path, name.get_ref());
                    self.value(item, Kind::Table(spec), &here, &name.span());
                }
            }
            (Kind::MapOfStrOr(spec), DeValue::Table(table)) => {
                for (name, item) in table {
                    let here = join(path, name.get_ref());
                    self.value(item, Kind::StrOr(spec), &here, &name.span());
                }
            }
            (Kind::TableList(spec), DeValue::Array(items)) => {
                for item in items {
                    match item.get_ref() {
                        DeValue::Table(table) => self.table(table, spec, path, &item.span()),
                        _ => self.wrong(&format!("an item of `{path}`"), item, "a table", path),
                    }
                }
            }
            _ => self.wrong(&format!("`{path}`"), value, wanted(kind), path),
        }
    }

    fn wrong(&mut self, what: &str, value: &Spanned<DeValue<'_>>, wanted: &str, path: &str) {
        self.faulty.insert(path.to_owned());
        let span = value.span();
        let finding = Diagnostic::new(&WRONG_TYPE, format!("{what} is {}, not {wanted}", article(value.get_ref()))).at(&span, "");
        // A repair that keeps what the author meant, where there is one.
        let meant = match (value.get_ref(), wanted) {
            (DeValue::Integer(number), "a string") if number.radix() == 10 => Some(format!("\"{}\"", number.as_str())),
            (DeValue::Float(number), "a string") => Some(format!("\"{}\"", number.as_str())),
            (DeValue::Boolean(flag), "a string") => Some(format!("\"{flag}\"")),
            (DeValue::String(text), "a list of strings") if !text.contains(['"', '\\', '\n']) => Some(format!("[\"{text}\"]")),
            (DeValue::String(text), "an integer") if text.parse::<i64>().is_ok() => Some(text.to_string()),
            (DeValue::String(text), "true or false") if matches!(text.as_ref(), "true" | "false") => Some(text.to_string()),
            (DeValue::String(text), "true or false") if matches!(text.as_ref(), "yes" | "on") => Some("true".to_owned()),
            (DeValue::String(text), "true or false") if matches!(text.as_ref(), "no" | "off") => Some("false".to_owned()),
            _ => None,
        };
        self.sink.push(match meant {
            Some(meant) => finding.help(format!("write `{meant}`")).patch(&span, meant, true),
            None if wanted == "a table of tables" => finding.help(format!("give each a name of its own: `[{path}.<name>]`")),
            None if wanted == "a table" => finding.help(format!("write its keys under `[{path}]`")),
            None => finding.help(format!("give it {wanted}")),
        });
    }

    fn invalid_word(&mut self, word: &str, words: &[&str], or_bool: bool, path: &str, span: &Span) {
        self.faulty.insert(path.to_owned());
        let key = path.rsplit('.').next().unwrap_or(path);
        let choices = words.iter().copied().chain(or_bool.then_some("true")).chain(or_bool.then_some("false"));
        let finding = Diagnostic::new(&INVALID_VALUE, format!("`{key}` cannot be `{}`", word.escape_debug())).at(span, "");
        self.sink.push(match nearest(word, words.iter().copied()) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")).patch(span, format!("\"{meant}\""), false),
            None => finding.help(format!("choose {}", alternatives(choices))),
        });
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A sentence of the documentation, to go on another one: `AWS Region` stays, `The name.` becomes `the name`.
fn in_sentence(doc: &str) -> String {
    let doc = doc.trim_end_matches('.');
    let mut chars = doc.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(doc.chars().skip(1)).collect(),
        _ => doc.to_owned(),
    }
}

fn article(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a fraction",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn wanted(kind: Kind) -> &'static str {
    match kind {
        Kind::Str | Kind::Word(_) => "a string",
        Kind::Int => "an integer",
        Kind::Bool => "true or false",
        Kind::StrList => "a list of strings",
        Kind::IntList => "a list of integers",
        Kind::MapOf(_) => "a table of tables",
        Kind::StrMap | Kind::ScalarMap | Kind::Table(_) | Kind::MapOfStrOr(_) => "a table",
        Kind::TableList(_) => "a list of tables",
        Kind::StrOr(_) => "a string or a table",
        Kind::BoolOr(_) => "true, false or a word",
    }
}
