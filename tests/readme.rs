//! A code block in the README is a test.
#![allow(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use common::{blessing, eksnet, root, scratch, stderr, stdout};

/// Blocks of a language, in order.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text.match_indices(&fence)
        .map(|(at, _)| {
            let body = &text[at + fence.len()..];
            body[..body.find("```").expect("a block ends")].to_owned()
        })
        .collect()
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}

#[test]
fn inputs_pass() {
    let blocks = blocks(&readme(), "toml");
    assert!(!blocks.is_empty());
    for block in blocks {
        let dir = scratch();
        fs::write(dir.path().join("eksnet.toml"), &block).expect("written");
        let output = eksnet().current_dir(dir.path()).arg("check").output().expect("eksnet runs");
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(stderr(&output).contains("no findings"), "{}", stderr(&output));
    }
}

/// What the tour shows is what a terminal of 80 columns shows.
#[test]
fn the_tours_findings_are_real() {
    let text = readme();
    let output =
        eksnet().env("COLUMNS", "80").args(["check", "examples/new-vpc-eniconfig/as-in-the-article.toml"]).output().expect("eksnet runs");
    assert_eq!(output.status.code(), Some(1));
    let shown = blocks(&text, "text");
    let shown = shown.first().expect("the tour has a block of text");
    let actual = stderr(&output);
    if blessing() {
        fs::write(root().join("README.md"), text.replacen(shown.as_str(), &actual, 1)).expect("README.md");
        return;
    }
    assert_eq!(*shown, actual, "EKSNET_BLESS=1 cargo test --test readme rewrites it");
}

#[test]
fn commands_run() {
    let mut ran = 0;
    for line in blocks(&readme(), "sh").iter().flat_map(|block| block.lines()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["./test"] => {
                let mode = fs::metadata(root().join("test")).expect("./test").permissions().mode();
                assert!(mode & 0o111 != 0, "./test can be executed");
            }
            ["cargo", "run", "--release", "--", "gen", "--config", config, "--out", _] => {
                let dir = scratch();
                fs::copy(root().join(config), dir.path().join("eksnet.toml")).expect("copied");
                let output = eksnet().current_dir(dir.path()).args(["gen", "--out", "infra"]).output().expect("eksnet runs");
                assert!(output.status.success(), "{}", stderr(&output));
                assert!(stdout(&output).contains("files written"), "{}", stdout(&output));
            }
            ["eksnet", args @ ..] => {
                let output = eksnet().args(args).output().expect("eksnet runs");
                assert!(matches!(output.status.code(), Some(0 | 1)), "{line}: {}", stderr(&output));
            }
            _ => panic!("the README shows a command that no test knows: {line}"),
        }
        ran += 1;
    }
    assert!(ran >= 3);
}

/// Every example of the table exists, and every example stands in the table.
#[test]
fn the_table_of_examples_is_whole() {
    let text = readme();
    for name in common::names(&root().join("examples")) {
        assert!(text.contains(&format!("(examples/{name}/eksnet.toml)")), "README does not name examples/{name}");
    }
    for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        if !link.starts_with("http") {
            assert!(root().join(link).exists(), "README links to {link}, which is not there");
        }
    }
}
