//! Blocks that were given out stay: what an edit may and may not do, by the command line.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod common;

use std::fs;
use std::path::Path;

use crate::common::{eksnet, root, scratch, stderr, stdout};

/// The example with three zones, its last one given as this text.
fn input(third: &str) -> String {
    let text = fs::read_to_string(root().join("examples/managed-and-spot/eksnet.toml")).expect("example");
    assert_eq!(text.matches("[zones.eu-west-1c]\n").count(), 1);
    text.replace("[zones.eu-west-1c]\n", third)
}

/// Exit status and all that is printed by one run.
fn generate(dir: &Path, text: &str) -> (Option<i32>, String) {
    fs::write(dir.join("eksnet.toml"), text).expect("written");
    let output = eksnet().current_dir(dir).args(["gen", "--out", "infra"]).output().expect("eksnet runs");
    (output.status.code(), stdout(&output) + &stderr(&output))
}

fn lock(dir: &Path) -> String {
    fs::read_to_string(dir.join("eksnet.lock")).expect("lock")
}

/// EKS fixes a cluster's zones for life (S8): a zone added later has nodes and pods, and no interface of the cluster's.
#[test]
fn a_zone_added_later_has_no_control_subnet() {
    let dir = scratch();
    assert_eq!(generate(dir.path(), &input("")).0, Some(0));
    let before = lock(dir.path());
    let (status, printed) = generate(dir.path(), &input("[zones.eu-west-1c]\n"));
    assert_eq!(status, Some(0), "{printed}");
    let after = lock(dir.path());
    let (_, added) = after.split_once("[zones.eu-west-1c]").expect("the new zone is in the lock");
    assert!(added.contains("pod =") && added.contains("node =") && !added.contains("control ="), "{added}");
    assert!(after.starts_with(before.trim_end()), "what was given out moved:\n{before}\n{after}");
}

#[test]
fn a_control_subnet_in_a_zone_added_later_is_refused() {
    let dir = scratch();
    assert_eq!(generate(dir.path(), &input("")).0, Some(0));
    let before = lock(dir.path());
    let (status, printed) = generate(dir.path(), &input("[zones.eu-west-1c]\ncontrol = \"10.40.15.0/28\"\n"));
    assert_eq!(status, Some(1), "{printed}");
    assert!(printed.contains("EN113") && printed.contains("eu-west-1c"), "{printed}");
    assert_eq!(lock(dir.path()), before);
}
