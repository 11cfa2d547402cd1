//! `[checks]`: levels by rule name, as in Cargo's lints.

use std::collections::BTreeSet;

use crate::config::suggest::nearest;
use crate::diag::code::Severity;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::checks::{Checks, Level};
use crate::model::fault::Faults;
use crate::rules::codes::{ALLOW_WITHOUT_REASON, UNKNOWN_CHECK, UNUSED_ALLOW};
use crate::rules::registry::RULES;
use crate::rules::rule::{Check, Rule};

/// Applies the levels to what was found, and reports levels that cannot be applied. Only where nothing in the file was
/// refused has every rule spoken.
pub fn apply(checks: &Checks, faults: &Faults, sink: &mut Sink) {
    let whole = faults.is_empty();
    let mut used = BTreeSet::new();
    sink.retain_mut(|finding| {
        let judged = find(finding.code.name).is_some_and(|rule| matches!(rule.check, Check::Model(_)));
        // A level that cannot be read may be `allow`.
        if judged && faults.inside(&format!("checks.{}", finding.code.name)) {
            return false;
        }
        if let Some(check) = checks.get(finding.code.name).filter(|_| judged) {
            match check.level {
                Level::Allow => {
                    used.insert(finding.code.name);
                    return false;
                }
                Level::Warn => finding.severity = Severity::Warning,
                Level::Deny => finding.severity = Severity::Error,
            }
        }
        true
    });
    for (name, check) in checks {
        let Some(rule) = find(name) else {
            unknown(name, check.name.span.clone(), sink);
            continue;
        };
        if !matches!(rule.check, Check::Model(_)) {
            let finding =
                Diagnostic::new(&UNKNOWN_CHECK, format!("`{name}` cannot have a level: what it finds leaves nothing to generate"))
                    .at(&check.name.span, "")
                    .help("remove it, and correct what it finds");
            sink.push(finding);
        } else if check.level == Level::Allow && check.reason.as_ref().is_none_or(|reason| reason.value.trim().is_empty()) {
            let finding = Diagnostic::new(&ALLOW_WITHOUT_REASON, format!("`{name}` is allowed without a reason"))
                .at(&check.name.span, "")
                .help(format!("write `{name} = {{ level = \"allow\", reason = \"…\" }}`"));
            sink.push(finding);
        } else if check.level == Level::Allow && whole && !used.contains(rule.code.name) {
            let finding = Diagnostic::new(&UNUSED_ALLOW, format!("`{name}` is allowed, and finds nothing in this file"))
                .at(&check.name.span, "")
                .help("remove it");
            sink.push(finding);
        }
    }
}

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code.name == name)
}

fn unknown(name: &str, span: crate::diag::span::Span, sink: &mut Sink) {
    let finding = Diagnostic::new(&UNKNOWN_CHECK, format!("there is no rule `{}`", name.escape_debug())).at(&span, "");
    sink.push(match nearest(name, RULES.iter().map(|rule| rule.code.name)) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")).patch(&span, meant, false),
        None => finding.help("`eksnet explain --list` names them all"),
    });
}
