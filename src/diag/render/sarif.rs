//! SARIF 2.1.0, for code scanning: the rules with their manuals, and a result a finding.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::diag::code::{Code, Severity};
use crate::diag::diagnostic::{Diagnostic, Label};
use crate::diag::source::Sources;

/// What a rule's metadata is made of.
pub struct SarifRule<'a> {
    /// Its code.
    pub code: &'a Code,
    /// Its manual, as markdown.
    pub manual: &'a str,
}

/// The whole log, with a final newline. Paths are relative, with `/`.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, rules: &[SarifRule<'_>]) -> String {
    let index: BTreeMap<u16, usize> = rules.iter().enumerate().map(|(at, rule)| (rule.code.number, at)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "eksnet",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": "https://github.com/eksnet/eksnet",
                "rules": rules.iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(|d| result(d, sources, &index)).collect::<Vec<_>>(),
        }],
    });
    // Plain data with string keys: serialising it cannot fail.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn rule(rule: &SarifRule<'_>) -> Value {
    let summary = section(rule.manual, "## What it does").unwrap_or(rule.code.name);
    json!({
        "id": rule.code.to_string(),
        "name": rule.code.name,
        "shortDescription": { "text": rule.code.name.replace('-', " ") },
        "fullDescription": { "text": summary },
        "help": { "text": rule.manual, "markdown": rule.manual },
        "helpUri": rule.code.url(),
        "defaultConfiguration": { "level": level(rule.code.severity) },
        "properties": { "tags": rule.code.rulebook },
    })
}

fn result(d: &Diagnostic, sources: &Sources, index: &BTreeMap<u16, usize>) -> Value {
    let mut message = d.message.clone();
    for note in &d.notes {
        message = format!("{message}\n{note}");
    }
    if let Some(help) = &d.help {
        message = format!("{message}\nhelp: {help}");
    }
    let (primary, related): (Vec<&Label>, Vec<&Label>) = d.labels.iter().partition(|label| label.primary);
    let mut result = json!({
        "ruleId": d.code.to_string(),
        "level": level(d.severity),
        "message": { "text": message },
        "locations": primary.iter().map(|label| location(label, sources)).collect::<Vec<_>>(),
        "relatedLocations": related.iter().map(|label| location(label, sources)).collect::<Vec<_>>(),
    });
    if let Some(at) = index.get(&d.code.number) {
        result["ruleIndex"] = json!(at);
    }
    result
}

fn location(label: &Label, sources: &Sources) -> Value {
    let source = sources.get(label.source);
    let (line, column) = source.position(label.span.start);
    let (end_line, end_column) = source.position(label.span.end);
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&source.name) },
        "region": { "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column },
    }});
    if !label.text.is_empty() {
        location["message"] = json!({ "text": label.text });
    }
    location
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A relative path as a URI reference.
fn uri(name: &str) -> String {
    let mut uri = String::new();
    for byte in name.trim_start_matches("./").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

/// The first paragraph under a heading.
fn section<'a>(manual: &'a str, heading: &str) -> Option<&'a str> {
    let text = manual[manual.find(heading)? + heading.len()..].trim_start();
    Some(text.split("\n\n").next().unwrap_or(text).trim())
}
