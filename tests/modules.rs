//! Modules hold no fact: a change of data changes `main.tf`, and what words or checks it, but no module (design section 5).

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common::{eksnet, root, scratch, stderr};

/// The text of every file below a folder, by path.
fn files(dir: &Path, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(dir).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.insert(path.display().to_string(), fs::read_to_string(&path).expect("text"));
        }
    }
}

fn modules(text: &str) -> (String, BTreeMap<String, String>) {
    let dir = scratch();
    fs::write(dir.path().join("eksnet.toml"), text).expect("written");
    let output = eksnet().current_dir(dir.path()).args(["gen", "--out", "infra"]).output().expect("eksnet runs");
    assert!(output.status.success(), "{}", stderr(&output));
    let mut found = BTreeMap::new();
    files(&dir.path().join("infra/terraform/modules"), &mut found);
    let prefix = dir.path().display().to_string();
    let found = found.into_iter().map(|(path, text)| (path.replace(&prefix, ""), text)).collect();
    (fs::read_to_string(dir.path().join("infra/terraform/main.tf")).expect("main.tf"), found)
}

#[test]
fn data_stands_in_main_alone() {
    let before = fs::read_to_string(root().join("examples/managed-and-spot/eksnet.toml")).expect("example");
    let mut after = before.clone();
    for (old, new) in [
        ("name = \"shop\"", "name = \"market\""),
        ("eu-west-1", "eu-central-1"),
        ("10.40.0.0/20", "10.41.0.0/20"),
        ("100.64.0.0/16", "100.72.0.0/16"),
        ("m6i.large", "m7i.large"),
        ("warm_prefix_target = 1", "warm_prefix_target = 2"),
        ("max = 12", "max = 15"),
        ("203.0.113.0/24", "198.51.100.0/24"),
    ] {
        assert!(after.contains(old), "the example has no `{old}` any more");
        after = after.replace(old, new);
    }
    after.push_str("\n[nodes.third]\nkind = \"managed\"\ninstance_types = [\"m5.xlarge\"]\nmin = 1\nmax = 2\nlabels = { a = \"b\" }\n");
    let (old_main, old_modules) = modules(&before);
    let (new_main, new_modules) = modules(&after);
    assert_ne!(old_main, new_main);
    assert!(old_modules.len() > 20, "{}", old_modules.len());
    assert_eq!(old_modules, new_modules);
}
