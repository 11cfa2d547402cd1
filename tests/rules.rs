//! Every rule's folder: registered, explained, and true on its own examples.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use eksnet::rules::registry::RULES;
use eksnet::rules::rule::{Check, Rule};

use common::{blessing, eksnet, golden, names, root, stderr, stdout};

const HEADINGS: [&str; 6] =
    ["## What it does", "## Why", "## When it would have failed", "## Failing example", "## Fixed example", "## When it stays silent"];

fn rules_folder() -> PathBuf {
    root().join("src/rules")
}

fn folders() -> Vec<String> {
    names(&rules_folder()).into_iter().filter(|name| rules_folder().join(name).is_dir()).collect()
}

fn folder(rule: &Rule) -> PathBuf {
    rules_folder().join(rule.code.name.replace('-', "_"))
}

/// The two lists are made from the folders, so that a rule is one new folder.
#[test]
fn every_folder_is_registered() {
    let mut lists = String::new();
    for name in folders() {
        let _ = writeln!(lists, "pub mod {name};");
    }
    let path = rules_folder().join("mod.rs");
    let text = fs::read_to_string(&path).expect("src/rules/mod.rs");
    let head = &text[..text.find("pub mod ").expect("a list of modules")];
    let mut shared = String::new();
    for name in names(&rules_folder()) {
        if let Some(stem) = name.strip_suffix(".rs").filter(|stem| *stem != "mod") {
            let _ = writeln!(shared, "pub mod {stem};");
        }
    }
    golden(&path, &format!("{head}{shared}\n{lists}"));

    let mut registry =
        String::from("//! All rules, sorted by name. @generated from the folders by `EKSNET_BLESS=1 cargo test --test rules`.\n\n");
    // In rustfmt's order, so that it has nothing to change.
    let mut imports = folders();
    imports.push("rule::Rule".to_owned());
    imports.sort();
    for name in imports {
        let _ = writeln!(registry, "use crate::rules::{name};");
    }
    registry.push_str("\n/// All rules, sorted by name.\npub static RULES: &[&Rule] = &[\n");
    for name in folders() {
        let _ = writeln!(registry, "    &{name}::RULE,");
    }
    registry.push_str("];\n");
    golden(&rules_folder().join("registry.rs"), &registry);
}

#[test]
fn codes_are_unique_and_named_like_their_folder() {
    let mut numbers = BTreeMap::new();
    for rule in RULES {
        assert!(numbers.insert(rule.code.number, rule.code.name).is_none(), "{} is used twice", rule.code);
        assert!(folder(rule).is_dir(), "{} has no folder of its name", rule.code.name);
        assert!(rule.code.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{}", rule.code.name);
    }
    assert_eq!(RULES.len(), folders().len());
}

#[test]
fn manuals_have_their_headings() {
    for rule in RULES {
        let title = format!("# {} {}\n", rule.code, rule.code.name);
        assert!(rule.manual.starts_with(&title), "{}: the manual begins with {title:?}", rule.code.name);
        let wanted: &[&str] = if matches!(rule.check, Check::Command) { &HEADINGS[..3] } else { &HEADINGS };
        let mut at = 0;
        for heading in wanted {
            let found = rule.manual[at..].find(heading).unwrap_or_else(|| panic!("{}: no {heading:?}, or out of order", rule.code.name));
            at += found + heading.len();
        }
        for entry in rule.code.rulebook {
            assert!(rule.manual.contains(entry), "{}: the manual does not name {entry}", rule.code.name);
        }
    }
}

/// Codes that `check` finds in a file.
fn codes_in(file: &Path) -> Vec<String> {
    let output = eksnet().args(["check", "--format", "json"]).arg(file).output().expect("eksnet runs");
    let json: serde_json::Value = serde_json::from_str(&stdout(&output))
        .unwrap_or_else(|error| panic!("{}: {error}\n{}{}", file.display(), stdout(&output), stderr(&output)));
    json["diagnostics"].as_array().expect("diagnostics").iter().map(|d| d["code"].as_str().expect("code").to_owned()).collect()
}

#[test]
fn failing_files_fail_with_this_rule_alone_and_passing_files_pass() {
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| !matches!(rule.check, Check::Command)) {
        let folder = folder(rule);
        let (fail, pass) = (folder.join("fail.toml"), folder.join("pass.toml"));
        let found = codes_in(&fail);
        if found.is_empty() || found.iter().any(|code| *code != rule.code.to_string()) {
            wrong.push(format!("{}: fail.toml gives {found:?}, not {} alone", rule.code.name, rule.code));
        }
        let found = codes_in(&pass);
        if found.contains(&rule.code.to_string()) || !found.is_empty() {
            wrong.push(format!("{}: pass.toml gives {found:?}", rule.code.name));
        }
        let relative = fail.strip_prefix(root()).expect("under the root");
        let output = eksnet().arg("check").arg(relative).output().expect("eksnet runs");
        golden(&folder.join("fail.stderr"), &stderr(&output));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn manual_examples_do_as_they_say() {
    let base = fs::read_to_string(root().join("tests/rules/base.toml")).expect("base.toml");
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| !matches!(rule.check, Check::Command)) {
        for (heading, fails) in [("## Failing example", true), ("## Fixed example", false)] {
            let Some(fragment) = example(rule.manual, heading) else {
                wrong.push(format!("{}: no ```toml block under {heading}", rule.code.name));
                continue;
            };
            let dir = common::scratch();
            let file = dir.path().join("eksnet.toml");
            fs::write(&file, merged(&base, &fragment)).expect("written");
            if let Some(lock) = example_lock(rule.manual, heading) {
                fs::write(dir.path().join("eksnet.lock"), lock).expect("written");
            }
            let found = codes_in(&file);
            let hit = found.contains(&rule.code.to_string());
            if fails != hit || (!fails && !found.is_empty()) {
                wrong.push(format!("{}: the example under {heading} gives {found:?}", rule.code.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first block of TOML under a heading. A block that begins with `schema` is a whole file.
fn example(manual: &str, heading: &str) -> Option<String> {
    let section = &manual[manual.find(heading)? + heading.len()..];
    let section = &section[..section.find("\n## ").unwrap_or(section.len())];
    let block = &section[section.find("```toml\n")? + "```toml\n".len()..];
    Some(block[..block.find("```")?].to_owned())
}

/// The block under a heading that begins with `# eksnet.lock`: the lock file beside the example.
fn example_lock(manual: &str, heading: &str) -> Option<String> {
    let section = &manual[manual.find(heading)? + heading.len()..];
    let section = &section[..section.find("\n## ").unwrap_or(section.len())];
    let block = &section[section.find("```toml\n# eksnet.lock\n")? + "```toml\n".len()..];
    Some(block[..block.find("```")?].to_owned())
}

/// The base file with the fragment's tables instead of its own of the same header.
fn merged(base: &str, fragment: &str) -> String {
    if fragment.starts_with("schema") || !fragment.contains('[') {
        return fragment.to_owned();
    }
    let blocks = |text: &str| -> Vec<(String, String)> {
        let mut blocks: Vec<(String, String)> = vec![(String::new(), String::new())];
        for line in text.lines() {
            if line.starts_with('[') {
                blocks.push((line.split(']').next().unwrap_or_default().to_owned(), String::new()));
            }
            let last = blocks.last_mut().expect("never empty");
            last.1.push_str(line);
            last.1.push('\n');
        }
        blocks
    };
    let replaced = blocks(fragment);
    // A fragment with zones, connected networks or node groups brings all of them.
    let family = |header: &str| ["[zones.", "[connected.", "[nodes.", "[access."].into_iter().find(|prefix| header.starts_with(prefix));
    let mut out = String::new();
    for (header, text) in blocks(base) {
        let same = replaced.iter().any(|(other, _)| !other.is_empty() && *other == header);
        let same_family = family(&header).is_some_and(|prefix| replaced.iter().any(|(other, _)| other.starts_with(prefix)));
        if !same && !same_family {
            out.push_str(&text);
        }
    }
    for (_, text) in replaced {
        out.push_str(&text);
    }
    out
}

/// A helper of authors: what is blessed is committed, never silently kept.
#[test]
fn no_orphans() {
    if blessing() {
        return;
    }
    for name in folders() {
        for file in names(&rules_folder().join(&name)) {
            let known = ["mod.rs", "explain.md", "fail.toml", "fail.lock", "fail.stderr", "pass.toml", "pass.lock"];
            assert!(known.contains(&file.as_str()), "src/rules/{name}/{file} belongs to nothing");
        }
    }
}
