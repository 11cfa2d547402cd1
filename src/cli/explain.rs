//! `eksnet explain`: a rule's manual.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use crate::cli::args::ExplainArgs;
use crate::cli::check::USAGE;
use crate::cli::terminal::{err, out};
use crate::config::suggest::nearest;
use crate::rules::registry::RULES;
use crate::rules::rule::Rule;

/// Runs the subcommand.
pub fn run(args: &ExplainArgs) -> io::Result<ExitCode> {
    if args.list {
        out(&list())?;
        return Ok(ExitCode::SUCCESS);
    }
    let what = args.what.as_deref().unwrap_or_default();
    let found = find(what);
    if found.is_empty() {
        let meant = nearest(what, RULES.iter().map(|rule| rule.code.name));
        let hint = meant.map_or_else(|| "`eksnet explain --list` names them all".to_owned(), |name| format!("did you mean `{name}`?"));
        err(&format!("error: there is no code, rule or rule book entry `{what}`\nhelp: {hint}\n"))?;
        return Ok(ExitCode::from(USAGE));
    }
    for (at, rule) in found.iter().enumerate() {
        if at > 0 {
            out("\n")?;
        }
        out(rule.manual)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// By code, by name, or by an entry of the rule book, which several rules may enforce.
fn find(what: &str) -> Vec<&'static Rule> {
    RULES
        .iter()
        .copied()
        .filter(|rule| {
            what.eq_ignore_ascii_case(&rule.code.to_string())
                || what.eq_ignore_ascii_case(rule.code.name)
                || rule.code.rulebook.iter().any(|entry| what.eq_ignore_ascii_case(entry))
        })
        .collect()
}

fn list() -> String {
    let mut rules: Vec<&Rule> = RULES.to_vec();
    rules.sort_by_key(|rule| rule.code.number);
    let mut text = String::new();
    for rule in rules {
        let _ =
            writeln!(text, "{}  {:<8} {:<34} {}", rule.code, rule.code.severity.to_string(), rule.code.name, rule.code.rulebook.join(", "));
    }
    text
}
