//! `eksnet explain`: a rule's manual, or where a generated file comes from.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::args::ExplainArgs;
use crate::cli::check::USAGE;
use crate::cli::load::load;
use crate::cli::terminal::{err, out};
use crate::config::suggest::nearest;
use crate::diag::code::Code;
use crate::output::codes::MANUALS;
use crate::output::names::MANIFEST;
use crate::rules::registry::RULES;
use crate::targets::render::render;

/// Runs the subcommand.
pub fn run(args: &ExplainArgs) -> io::Result<ExitCode> {
    if args.list {
        out(&list())?;
        return Ok(ExitCode::SUCCESS);
    }
    let what = args.what.as_deref().unwrap_or_default();
    let manuals: Vec<&str> = all().filter(|(code, _)| is_meant(code, what)).map(|(_, manual)| manual).collect();
    if !manuals.is_empty() {
        out(&manuals.join("\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let path = Path::new(what);
    if path.is_file() {
        return match origin(path) {
            Ok(text) => out(&text).map(|()| ExitCode::SUCCESS),
            Err(why) => refuse(&why, "name a file that eksnet made, in the folder where it made it"),
        };
    }
    let meant = nearest(what, all().map(|(code, _)| code.name));
    let hint = meant.map_or_else(|| "`eksnet explain --list` names them all".to_owned(), |name| format!("did you mean `{name}`?"));
    refuse(&format!("there is no code, rule, rule book entry or file `{what}`"), &hint)
}

/// Every code with its manual.
fn all() -> impl Iterator<Item = (&'static Code, &'static str)> {
    RULES.iter().map(|rule| (rule.code, rule.manual)).chain(MANUALS.iter().copied())
}

/// By code, by name, or by an entry of the rule book, which several rules may enforce.
fn is_meant(code: &Code, what: &str) -> bool {
    what.eq_ignore_ascii_case(&code.to_string())
        || what.eq_ignore_ascii_case(code.name)
        || code.rulebook.iter().any(|entry| what.eq_ignore_ascii_case(entry))
}

fn list() -> String {
    let mut codes: Vec<&Code> = all().map(|(code, _)| code).collect();
    codes.sort_by_key(|code| code.number);
    let mut text = String::new();
    for code in codes {
        let line = format!("{code}  {:<8} {:<36} {}", code.severity.to_string(), code.name, code.rulebook.join(", "));
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

/// Which template and which keys of the input a generated file comes from.
fn origin(path: &Path) -> Result<String, String> {
    let path = path.canonicalize().map_err(|error| format!("cannot find `{}`: {error}", path.display()))?;
    let dir = path.ancestors().skip(1).find(|folder| folder.join(MANIFEST).is_file());
    let dir = dir.ok_or_else(|| format!("`{}` stands in no directory of eksnet's: there is no {MANIFEST} above it", path.display()))?;
    let relative: Vec<String> =
        path.strip_prefix(dir).map_err(|error| error.to_string())?.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let relative = relative.join("/");
    let config = input_of(dir)?;
    let loaded = load(Some(&config)).map_err(|finding| finding.message)?;
    let reading = loaded.reading.ok_or_else(|| format!("`{}` cannot be read: run `eksnet check`", config.display()))?;
    let name = config.file_name().map_or_else(|| "eksnet.toml".to_owned(), |name| name.to_string_lossy().into_owned());
    let tree = render(&reading.model, &name)?;
    let file = tree.get(&relative).ok_or_else(|| format!("eksnet does not make `{relative}` from `{}`", config.display()))?;
    let keys = file.provenance.keys;
    let keys = if keys.is_empty() {
        "no key: it is the same for every input of this kind".to_owned()
    } else {
        keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
    };
    Ok(format!("{relative}\n  made from  {}\n  template   templates/{}\n  follows    {keys}\n", config.display(), file.provenance.template))
}

/// The input that the manifest names, beside or above the directory.
fn input_of(dir: &Path) -> Result<PathBuf, String> {
    let text = std::fs::read_to_string(dir.join(MANIFEST)).map_err(|error| format!("cannot read {MANIFEST}: {error}"))?;
    let manifest: serde_json::Value = serde_json::from_str(&text).map_err(|error| format!("cannot understand {MANIFEST}: {error}"))?;
    let names: Vec<&String> = manifest["inputs"].as_object().map(|inputs| inputs.keys().collect()).unwrap_or_default();
    let name = names
        .into_iter()
        .find(|name| Path::new(name).extension().is_none_or(|extension| extension != "lock"))
        .ok_or_else(|| format!("{MANIFEST} names no input"))?;
    dir.ancestors()
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
        .ok_or_else(|| format!("`{name}`, from which it was made, is neither beside nor above `{}`", dir.display()))
}

fn refuse(why: &str, hint: &str) -> io::Result<ExitCode> {
    err(&format!("error: {why}\nhelp: {hint}\n"))?;
    Ok(ExitCode::from(USAGE))
}
