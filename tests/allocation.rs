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

/// In an adopted VPC the cluster's interfaces share the node subnets: those of the zones it was made with, and no others.
#[test]
fn an_adopted_vpc_keeps_the_zones_of_its_cluster() {
    let dir = scratch();
    let text = fs::read_to_string(root().join("examples/existing-vpc-new-cluster/eksnet.toml")).expect("example");
    let start = text.find("[zones.eu-west-1c]").expect("third zone");
    let end = start + text[start..].find("\n\n").expect("end of the third zone");
    let two = format!("{}{}", &text[..start], &text[end..]);
    let control = |dir: &Path| {
        let main = fs::read_to_string(dir.join("infra/terraform/main.tf")).expect("main.tf");
        let (_, rest) = main.split_once("control_subnets = {").expect("control subnets");
        rest.split("\n  }").next().expect("end of them").matches(" id = ").count()
    };
    let nodes = |dir: &Path| fs::read_to_string(dir.join("infra/terraform/main.tf")).expect("main.tf").matches("node_subnet_id ").count();

    assert_eq!(generate(dir.path(), &two).0, Some(0));
    assert_eq!((control(dir.path()), nodes(dir.path())), (2, 2));
    let (status, printed) = generate(dir.path(), &text);
    assert_eq!(status, Some(0), "{printed}");
    assert_eq!((control(dir.path()), nodes(dir.path())), (2, 3), "a zone added later");

    let retired = text.replacen("[zones.eu-west-1b]", "[zones.eu-west-1b]\nretired = true", 1);
    let (status, printed) = generate(dir.path(), &retired);
    assert_eq!(status, Some(0), "{printed}");
    assert_eq!((control(dir.path()), nodes(dir.path())), (2, 2), "a zone retired");
}
