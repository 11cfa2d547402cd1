//! The house rules that a machine can check: layers, circles, what may touch the world, sizes, no traces of the machine.
#![allow(
    clippy::expect_used,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::root;

/// Folders of `src/`, each may import those to its right.
const LAYERS: [&[&str]; 7] = [&["cli"], &["output"], &["targets", "rules"], &["planning"], &["model"], &["config"], &["diag"]];
/// A file past this is split by concept.
const MOST_LINES: usize = 500;
/// `main.rs` only starts the library.
const MOST_LINES_OF_MAIN: usize = 40;

/// A source file: its path seen from `src/`, and its code without comments, strings and unit tests.
struct SourceFile {
    path: String,
    text: String,
    code: String,
}

fn sources() -> Vec<SourceFile> {
    let src = root().join("src");
    let mut files = Vec::new();
    walk(&src, &mut files);
    files
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("source is UTF-8");
            let relative = path.strip_prefix(&src).expect("under src").to_string_lossy().replace('\\', "/");
            SourceFile { path: relative, code: code_of(&text), text }
        })
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for name in common::names(folder) {
        let path = folder.join(&name);
        let link = path.symlink_metadata().expect("metadata").is_symlink();
        if path.is_dir() && !link {
            if !matches!(name.as_str(), ".git" | "target" | "node_modules" | "__pycache__" | ".terraform") {
                walk(&path, files);
            }
        } else {
            files.push(path);
        }
    }
}

/// What belongs to the project: what git knows, or everything where there is no git.
fn tracked() -> Vec<PathBuf> {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    match listed {
        Ok(output) if output.status.success() && !output.stdout.is_empty() => {
            let names = String::from_utf8(output.stdout).expect("file names are UTF-8");
            names.split('\0').filter(|name| !name.is_empty()).map(|name| root().join(name)).collect()
        }
        _ => {
            let mut files = Vec::new();
            walk(&root(), &mut files);
            files
        }
    }
}

/// Code without line comments, string literals and everything behind `#[cfg(test)]`, which stands last in every file.
fn code_of(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let mut code = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => {
                for c in chars.by_ref() {
                    if c == '\n' {
                        code.push('\n');
                        break;
                    }
                }
            }
            '\'' if chars.peek() == Some(&'"') => {
                chars.next();
                chars.next();
            }
            '"' => {
                let raw = code.ends_with('#') || code.ends_with('r');
                while let Some(c) = chars.next() {
                    match c {
                        '\\' if !raw => {
                            chars.next();
                        }
                        '"' if !code.ends_with('#') || chars.peek() == Some(&'#') => break,
                        _ => {}
                    }
                }
                code.push_str("\"\"");
            }
            c => code.push(c),
        }
    }
    code
}

/// Every path that begins with `crate`, braces of `use` expanded: `crate::a::{b, c::d}` is `a::b` and `a::c::d`.
fn imports(code: &str) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    let mut rest = code;
    while let Some(at) = rest.find("crate::") {
        let boundary = rest[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_');
        rest = &rest[at + "crate::".len()..];
        if boundary {
            let end = tree(rest, &mut Vec::new(), &mut found);
            rest = &rest[end..];
        }
    }
    found
}

/// Reads one tree of a path and gives how far it reached.
fn tree(text: &str, prefix: &mut Vec<String>, found: &mut BTreeSet<Vec<String>>) -> usize {
    let depth = prefix.len();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        if text[at..].starts_with('{') {
            at += 1;
            loop {
                at += text[at..].len() - text[at..].trim_start().len();
                if text[at..].starts_with('}') || at >= text.len() {
                    prefix.truncate(depth);
                    return (at + 1).min(text.len());
                }
                at += tree(&text[at..], prefix, found);
                if text[at..].trim_start().starts_with(',') {
                    at += text[at..].find(',').expect("just seen") + 1;
                }
            }
        }
        let name: String = text[at..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '#')).collect();
        if name.is_empty() {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
            break;
        }
        at += name.len();
        prefix.push(name.trim_start_matches("r#").to_owned());
        if let Some(next) = text[at..].strip_prefix("::") {
            at = text.len() - next.len();
        } else {
            if let Some(alias) = text[at..].trim_start().strip_prefix("as ") {
                let alias = alias.trim_start();
                let len = alias.chars().take_while(|c| c.is_alphanumeric() || *c == '_').count();
                at = text.len() - alias.len() + len;
            }
            break;
        }
    }
    found.insert(prefix.clone());
    prefix.truncate(depth);
    at
}

/// Files that each file imports. A path leads to the deepest file that it names.
fn graph(files: &[SourceFile]) -> BTreeMap<String, BTreeSet<String>> {
    let known: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    files
        .iter()
        .map(|file| {
            let targets = imports(&file.code)
                .into_iter()
                .map(|path| {
                    let file_of = (1..=path.len()).rev().find_map(|len| {
                        let stem = path[..len].join("/");
                        [format!("{stem}.rs"), format!("{stem}/mod.rs")].into_iter().find(|name| known.contains(name.as_str()))
                    });
                    file_of.unwrap_or_else(|| panic!("{}: `crate::{}` leads to no file", file.path, path.join("::")))
                })
                .filter(|target| *target != file.path)
                .collect();
            (file.path.clone(), targets)
        })
        .collect()
}

fn layer(path: &str) -> Option<usize> {
    let folder = path.split('/').next()?;
    LAYERS.iter().position(|layer| layer.contains(&folder))
}

#[test]
fn imports_run_one_way() {
    let files = sources();
    assert!(files.len() > 100, "only {} files found", files.len());
    let graph = graph(&files);
    let edges: usize = graph.values().map(BTreeSet::len).sum();
    assert!(edges > 300, "only {edges} imports found");
    let mut wrong = Vec::new();
    for (from, targets) in &graph {
        let Some(here) = layer(from) else { continue };
        for to in targets {
            let there = layer(to).unwrap_or_else(|| panic!("{from} imports {to}, which is in no layer"));
            let siblings = here == there && from.split('/').next() != to.split('/').next();
            if there < here || siblings {
                wrong.push(format!("src/{from} imports src/{to}"));
            }
        }
    }
    assert!(wrong.is_empty(), "against the order of layers:\n{}", wrong.join("\n"));
    for file in &files {
        let folder = file.path.split('/').next().expect("a path has a start");
        let known = layer(&file.path).is_some() || matches!(folder, "lib.rs" | "main.rs");
        assert!(known, "src/{} is in no layer", file.path);
    }
}

#[test]
fn no_two_files_import_each_other_however_far_round() {
    let graph = graph(&sources());
    let mut done = BTreeSet::new();
    for start in graph.keys() {
        search(start, &graph, &mut Vec::new(), &mut done);
    }
}

fn search(file: &str, graph: &BTreeMap<String, BTreeSet<String>>, trail: &mut Vec<String>, done: &mut BTreeSet<String>) {
    if let Some(at) = trail.iter().position(|earlier| earlier == file) {
        panic!("a circle of imports: {} -> {file}", trail[at..].join(" -> "));
    }
    if !done.contains(file) {
        trail.push(file.to_owned());
        for target in graph.get(file).into_iter().flatten() {
            search(target, graph, trail, done);
        }
        trail.pop();
        done.insert(file.to_owned());
    }
}

/// What would make a result depend on the machine, the moment or the order of a hash, and who may use it all the same.
const RESTRICTED: [(&str, &[&str]); 11] = [
    ("std::fs", &["config/load.rs", "output/", "cli/"]),
    ("std::env", &["output/hook.rs", "cli/"]),
    ("std::process", &["main.rs", "cli/", "output/"]),
    ("std::time", &[]),
    ("std::thread", &[]),
    ("SystemTime", &[]),
    ("HashMap", &[]),
    ("HashSet", &[]),
    ("println!", &[]),
    ("eprintln!", &[]),
    ("tempfile", &["output/", "cli/"]),
];

#[test]
fn only_some_files_touch_the_world() {
    let mut wrong = Vec::new();
    for file in sources() {
        for (what, allowed) in RESTRICTED {
            let word = |at: usize| {
                let before = file.code[..at].chars().next_back();
                before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
            };
            let used = file.code.match_indices(what).any(|(at, _)| word(at));
            if used && !allowed.iter().any(|prefix| file.path.starts_with(prefix)) {
                wrong.push(format!("src/{} uses `{what}`", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_small_and_introduce_themselves() {
    let mut wrong = Vec::new();
    for file in sources() {
        let lines = file.text.lines().count();
        let most = if file.path == "main.rs" { MOST_LINES_OF_MAIN } else { MOST_LINES };
        if lines > most {
            wrong.push(format!("src/{} has {lines} lines, above {most}", file.path));
        }
        if !file.text.starts_with("//! ") {
            wrong.push(format!("src/{} does not begin with what it is", file.path));
        }
    }
    let tests = root().join("tests");
    for name in common::names(&tests).into_iter().filter(|name| name.ends_with(".rs")) {
        let lines = fs::read_to_string(tests.join(&name)).expect("UTF-8").lines().count();
        if lines > MOST_LINES {
            wrong.push(format!("tests/{name} has {lines} lines, above {MOST_LINES}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Wiring only: no logic and no re-exports. The folders of rules are units of their own.
#[test]
fn mod_files_hold_wiring_alone() {
    for file in sources() {
        let rule = file.path.starts_with("rules/") && file.path.matches('/').count() > 1;
        if !file.path.ends_with("/mod.rs") || rule {
            continue;
        }
        for line in file.text.lines() {
            let wiring = line.is_empty() || line.starts_with("//!") || (line.starts_with("pub mod ") && line.ends_with(';'));
            assert!(wiring, "src/{}: `{line}` is no wiring", file.path);
        }
    }
}

#[test]
fn nothing_tells_of_the_machine_that_it_was_written_on() {
    let files = tracked();
    // Spelt in two halves, so that this file does not hold what it looks for.
    let traces: Vec<String> =
        [("/wo", "rk/"), ("/ro", "ot/"), ("/tmp/te", "am"), (".carg", "o/registry")].into_iter().map(|(a, b)| format!("{a}{b}")).collect();
    let mut wrong = Vec::new();
    for path in files {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            if let Some(trace) = traces.iter().find(|trace| line.contains(trace.as_str())) {
                wrong.push(format!("{}:{}: `{trace}`", path.strip_prefix(root()).unwrap_or(&path).display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// LF, one final newline, no blanks at the end of a line: in what people write here.
#[test]
fn texts_are_clean() {
    let mut files = Vec::new();
    for folder in ["src", "examples", "docs"] {
        let folder = root().join(folder);
        if folder.is_dir() {
            walk(&folder, &mut files);
        }
    }
    for name in common::names(&root()) {
        let path = root().join(name);
        if path.is_file() {
            files.push(path);
        }
    }
    let mut wrong = Vec::new();
    for path in files {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        // Findings are printed with the lines that they point at, and with an empty gutter.
        let printed = name.ends_with(".stderr") || name.ends_with(".txt");
        // A failing example may be empty on purpose.
        let empty = text.trim().is_empty();
        if text.contains('\r') {
            wrong.push(format!("{name}: CR"));
        }
        if !empty && (!text.ends_with('\n') || text.ends_with("\n\n")) {
            wrong.push(format!("{name}: not exactly one final newline"));
        }
        if !printed && text.lines().any(|line| line.ends_with([' ', '\t'])) {
            wrong.push(format!("{name}: blanks at the end of a line"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The reader of imports itself.
#[test]
fn imports_are_read_whole() {
    let code = code_of(
        "use crate::a::{b, c::{D, e}, f as g};\nuse crate::h::I; // crate::no\nlet x = \"crate::no\"; crate::j::k(crate::l::M);\n#[cfg(test)]\nmod tests { use crate::no; }",
    );
    let found: Vec<String> = imports(&code).into_iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["a::b", "a::c::D", "a::c::e", "a::f", "h::I", "j::k", "l::M"]);
}
