//! Documents that are made from the program: the reference of the input, the list of rules, the schema, the command line.

mod common;

use std::fmt::Write as _;

use common::{eksnet, golden, root, stdout};
use eksnet::config::kind::{Kind, Table};
use eksnet::config::spec::FILE;
use eksnet::output::codes::MANUALS;
use eksnet::rules::registry::RULES;

#[test]
fn reference_of_the_input() {
    let mut text = String::from(
        "<!-- @generated from src/config/spec.rs by EKSNET_BLESS=1 cargo test --test docs -->\n\n# `eksnet.toml`\n\nTOML 1.0, snake_case keys. \
         Bold keys are required. `eksnet schema` prints the same as JSON Schema; put\n`#:schema` with its path into the first line for an editor.\n",
    );
    table(&mut text, &FILE, "");
    golden(&root().join("docs/input.md"), &text);
}

fn table(text: &mut String, spec: &Table, path: &str) {
    let title = if path.is_empty() { "The file".to_owned() } else { format!("`[{path}]`") };
    let _ = write!(text, "\n## {title}\n\n| key | takes | meaning |\n|---|---|---|\n");
    for key in spec.keys {
        let name = if key.required { format!("**`{}`**", key.name) } else { format!("`{}`", key.name) };
        let _ = writeln!(text, "| {name} | {} | {} |", takes(key.kind), key.doc.replace('|', "\\|"));
    }
    for key in spec.keys {
        let here = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        match key.kind {
            Kind::Table(inner) => table(text, inner, &here),
            Kind::MapOf(inner) | Kind::MapOfStrOr(inner) => table(text, inner, &format!("{here}.<name>")),
            _ => {}
        }
    }
}

fn takes(kind: Kind) -> String {
    let words = |words: &[&str]| words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ");
    match kind {
        Kind::Str => "string".to_owned(),
        Kind::Word(list) => words(list),
        Kind::Int => "integer".to_owned(),
        Kind::Bool => "boolean".to_owned(),
        Kind::StrList => "list of strings".to_owned(),
        Kind::IntList => "list of integers".to_owned(),
        Kind::StrMap => "table of strings".to_owned(),
        Kind::ScalarMap => "table of strings, integers, booleans".to_owned(),
        Kind::Table(_) | Kind::MapOf(_) => "table".to_owned(),
        Kind::TableList(spec) | Kind::StrOr(spec) | Kind::MapOfStrOr(spec) => {
            let keys: Vec<String> = spec.keys.iter().map(|key| format!("`{}`", key.name)).collect();
            match kind {
                Kind::TableList(_) => format!("list of tables: {}", keys.join(", ")),
                _ => format!("string, or table: {}", keys.join(", ")),
            }
        }
        Kind::BoolOr(list) => format!("boolean, {}", words(list)),
    }
}

#[test]
fn list_of_codes() {
    let mut rules = RULES.to_vec();
    rules.sort_by_key(|rule| rule.code.number);
    let mut text = String::from(
        "<!-- @generated from src/rules by EKSNET_BLESS=1 cargo test --test docs -->\n\n# Codes\n\n`eksnet explain CODE` prints the manual. Entries of the rule \
         book are those of `eksnet explain V6` and so on. Levels are set under `[checks]`.\n\n| code | name | level | shows at the latest at | rule book |\n|---|---|---|---|---|\n",
    );
    for rule in rules {
        let code = rule.code;
        let _ = writeln!(
            text,
            "| [{code}](../src/rules/{}/explain.md) | `{}` | {} | {} | {} |",
            code.name.replace('-', "_"),
            code.name,
            code.severity,
            format!("{:?}", code.fails_at).to_lowercase(),
            code.rulebook.join(", ")
        );
    }
    for (code, _) in MANUALS {
        let _ = writeln!(text, "| [{code}](../src/output/manual/{}.md) | `{}` | {} | never | |", code.name, code.name, code.severity);
    }
    golden(&root().join("docs/codes.md"), &text);
}

#[test]
fn schema_is_current() {
    let output = eksnet().arg("schema").output().expect("eksnet runs");
    let text = stdout(&output);
    let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(schema["properties"]["vpc"]["properties"]["nat"]["enum"][0], "per_zone");
    golden(&root().join("eksnet.schema.json"), &text);
}

#[test]
fn help_is_current() {
    for (name, args) in [
        ("help", vec!["--help"]),
        ("check", vec!["check", "--help"]),
        ("gen", vec!["gen", "--help"]),
        ("explain", vec!["explain", "--help"]),
    ] {
        let output = eksnet().args(args).output().expect("eksnet runs");
        golden(&root().join(format!("docs/cli/{name}.txt")), &stdout(&output));
    }
}

/// Every system of every article stands in a golden tree.
#[test]
fn the_articles_are_built() {
    let text = std::fs::read_to_string(root().join("docs/seeds.md")).expect("docs/seeds.md");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| the article")).collect();
    assert!(rows.len() > 20, "{} rows", rows.len());
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        let path = cells.get(1).map(|cell| cell.trim_matches('`')).expect("a second column");
        assert!(root().join("snapshots").join(path).is_file(), "docs/seeds.md names snapshots/{path}, which is not there");
        assert!(cells.get(2).is_some_and(|cell| cell.len() > 10), "nothing is said to {row}");
    }
}
