//! One fault, one finding: every key of every example is spoilt, one at a time.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fs;

use eksnet::config::load::parse;
use eksnet::diag::sink::Sink;
use eksnet::model::build::model::build;
use eksnet::rules::run::run;

/// Code and message of what is found in a text.
fn findings(text: &str) -> BTreeSet<(String, String)> {
    let mut sink = Sink::new();
    if let Some(raw) = parse(text, &mut sink) {
        let reading = build(&raw, None, &mut sink);
        run(&reading, &mut sink);
    }
    sink.into_sorted().into_iter().map(|finding| (finding.code.to_string(), finding.message)).collect()
}

/// A line `key = value` of an example, and the header that it stands under.
struct Line {
    number: usize,
    key: String,
    value: String,
    header: String,
}

fn lines(text: &str) -> Vec<Line> {
    let mut header = String::new();
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if let Some(name) = line.strip_prefix('[') {
            name.split(']').next().unwrap_or_default().clone_into(&mut header);
        }
        let code = line.split(" #").next().unwrap_or_default().trim_end();
        if let Some((key, value)) = code.split_once(" = ")
            && !line.starts_with([' ', '#'])
            && value != "["
        {
            found.push(Line { number, key: key.to_owned(), value: value.to_owned(), header: header.clone() });
        }
    }
    found
}

/// Spoils each line that `spoil` has something for, and holds what is found against what was found before.
fn spoilt(spoil: impl Fn(&Line) -> Option<String>) {
    let folder = common::root().join("examples");
    let mut tried = 0;
    let mut wrong = Vec::new();
    for name in common::names(&folder) {
        let Ok(text) = fs::read_to_string(folder.join(&name).join("eksnet.toml")) else { continue };
        let before = findings(&text);
        for line in lines(&text) {
            // Free arguments of a backend are Terraform's matter.
            let Some(new) = spoil(&line).filter(|_| !line.header.starts_with("terraform.backend")) else { continue };
            let changed: Vec<&str> =
                text.lines().enumerate().map(|(number, old)| if number == line.number { new.as_str() } else { old }).collect();
            let after = findings(&changed.join("\n"));
            let news: Vec<_> = after.difference(&before).collect();
            tried += 1;
            if news.len() != 1 {
                wrong.push(format!("{name}:{}: `{new}` gives {news:#?}", line.number + 1));
            }
        }
    }
    assert!(tried >= 30, "only {tried} lines were tried");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_value_of_another_type() {
    spoilt(|line| {
        let text = line.value.starts_with(['"', '[', '{']);
        Some(format!("{} = {}", line.key, if text { "5" } else { "\"x\"" }))
    });
}

#[test]
fn a_misspelt_key() {
    // Which rule was meant by a misspelt one, nobody knows: it speaks again.
    spoilt(|line| (line.header != "checks").then(|| format!("{}x = {}", line.key, line.value)));
}

#[test]
fn a_value_that_means_nothing() {
    spoilt(|line| line.value.starts_with('"').then(|| format!("{} = \"nonsense thing\"", line.key)));
}

#[test]
fn a_list_of_nonsense() {
    spoilt(|line| {
        let list = line.value.starts_with('[') && line.key != "taints";
        list.then(|| format!("{} = [\"nonsense thing\"]", line.key))
    });
}

#[test]
fn a_key_without_value() {
    spoilt(|line| Some(format!("{} =", line.key)));
}
