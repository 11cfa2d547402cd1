//! Every example's tree stands in `snapshots/`, as real files: engines, formatters and reviewers use them.
#![allow(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use common::{blessing, eksnet, names, root, scratch, stderr, stdout};

/// All files of a tree: relative path to bytes and executable bit.
fn tree(dir: &Path) -> BTreeMap<String, (String, bool)> {
    fn walk(dir: &Path, prefix: &str, files: &mut BTreeMap<String, (String, bool)>) {
        if !dir.is_dir() {
            return;
        }
        for name in names(dir) {
            let path = dir.join(&name);
            let relative = format!("{prefix}{name}");
            if path.is_dir() {
                walk(&path, &format!("{relative}/"), files);
            } else {
                let executable = fs::metadata(&path).expect("metadata").permissions().mode() & 0o111 != 0;
                files.insert(relative, (fs::read_to_string(&path).expect("text"), executable));
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(dir, "", &mut files);
    files
}

fn examples() -> Vec<String> {
    names(&root().join("examples")).into_iter().filter(|name| root().join("examples").join(name).join("eksnet.toml").is_file()).collect()
}

/// Makes an example's tree in a folder of its own, from the input alone: the lock is part of what is compared.
fn generate(example: &str, dir: &Path) {
    fs::copy(root().join("examples").join(example).join("eksnet.toml"), dir.join("eksnet.toml")).expect("copied");
    let output = eksnet().current_dir(dir).args(["gen", "--out", "infra"]).output().expect("eksnet runs");
    assert!(output.status.success(), "{example}: {}{}", stderr(&output), stdout(&output));
}

#[test]
fn trees_are_as_blessed() {
    let mut stale = Vec::new();
    for example in examples() {
        let dir = scratch();
        generate(&example, dir.path());
        let actual = tree(&dir.path().join("infra"));
        let snapshot = root().join("snapshots").join(&example);
        let lock = fs::read_to_string(dir.path().join("eksnet.lock")).expect("lock");
        let lock_path = root().join("examples").join(&example).join("eksnet.lock");
        if blessing() {
            let _ = fs::remove_dir_all(&snapshot);
            for (path, (text, executable)) in &actual {
                let target = snapshot.join(path);
                fs::create_dir_all(target.parent().expect("parent")).expect("folder");
                fs::write(&target, text).expect("written");
                fs::set_permissions(&target, fs::Permissions::from_mode(if *executable { 0o755 } else { 0o644 })).expect("mode");
            }
            fs::write(&lock_path, &lock).expect("lock");
            continue;
        }
        let expected = tree(&snapshot);
        let mut all: Vec<&String> = actual.keys().chain(expected.keys()).collect();
        all.sort();
        all.dedup();
        for path in all {
            let (old, new) = (expected.get(path), actual.get(path));
            if old != new {
                let text = |side: Option<&(String, bool)>| side.map(|(text, _)| text.clone()).unwrap_or_default();
                let (old, new) = (text(old), text(new));
                let diff = similar::TextDiff::from_lines(&old, &new);
                stale.push(format!("snapshots/{example}/{path}\n{}", diff.unified_diff().context_radius(2).header("blessed", "generated")));
            }
        }
        if fs::read_to_string(&lock_path).unwrap_or_default() != lock {
            stale.push(format!("examples/{example}/eksnet.lock is not what a fresh run gives out:\n{lock}"));
        }
    }
    assert!(stale.is_empty(), "EKSNET_BLESS=1 cargo test rewrites them:\n{}", stale.join("\n"));
}

#[test]
fn no_snapshot_without_example() {
    for name in names(&root().join("snapshots")) {
        assert!(examples().contains(&name), "snapshots/{name} belongs to no example");
    }
}

#[test]
fn every_example_says_whose_situation_it_is() {
    for example in examples() {
        let text = fs::read_to_string(root().join("examples").join(&example).join("eksnet.toml")).expect("example");
        let comment: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(comment.len() >= 2, "examples/{example} opens with a comment that says whose situation it is");
    }
}

/// A second run changes nothing, `--check` agrees, and one changed byte is found.
#[test]
fn a_second_run_changes_nothing() {
    let dir = scratch();
    generate("existing-vpc-transit-gateway", dir.path());
    let before = tree(&dir.path().join("infra"));
    let check = |expected: i32| {
        let output = eksnet().current_dir(dir.path()).args(["gen", "--out", "infra", "--check", "--locked"]).output().expect("eksnet runs");
        assert_eq!(output.status.code(), Some(expected), "{}{}", stdout(&output), stderr(&output));
        stdout(&output)
    };
    check(0);
    let again = eksnet().current_dir(dir.path()).args(["gen", "--out", "infra/"]).output().expect("eksnet runs");
    assert!(stdout(&again).contains("0 files written"), "{}", stdout(&again));
    assert_eq!(before, tree(&dir.path().join("infra")));
    let main = dir.path().join("infra/terraform/main.tf");
    let text = fs::read_to_string(&main).expect("main.tf");
    fs::write(&main, text.replacen("payments", "paymentz", 1)).expect("written");
    let diff = check(1);
    assert!(diff.contains('-') && diff.contains("paymentz"), "{diff}");
}

/// What the example directory promises: the article's own mistakes, and what `check` says to them.
#[test]
fn the_articles_mistakes_are_named() {
    let output =
        eksnet().env("COLUMNS", "80").args(["check", "examples/new-vpc-eniconfig/as-in-the-article.toml"]).output().expect("eksnet runs");
    common::golden(&root().join("examples/new-vpc-eniconfig/check.txt"), &stderr(&output));
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("EN210") && text.contains("172.2.0.0/16") && text.contains("EN406"), "{text}");
}
