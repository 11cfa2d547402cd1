//! `eksnet capacity`: published figures through the command line.
#![allow(clippy::cmp_owned, reason = "numbers of JSON beside the text of a table")]
#![allow(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

mod common;

use std::fs;
use std::process::Output;

use serde_json::Value;

use common::{eksnet, root, stderr, stdout};

fn capacity(args: &[&str]) -> Output {
    eksnet().args(["capacity", "node"]).args(args).output().expect("eksnet runs")
}

fn json(args: &[&str]) -> Value {
    let output = capacity(&[args, &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap_or_else(|error| panic!("{args:?}: {error}\n{}", stdout(&output)))
}

/// Rows of a file in which fields with commas stand in double quotes.
fn rows(file: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("tests/planning").join(file)).expect("cases");
    text.lines()
        .skip(1)
        .map(|line| {
            let (mut fields, mut quoted) = (vec![String::new()], false);
            for letter in line.chars() {
                match letter {
                    '"' => quoted = !quoted,
                    ',' if !quoted => fields.push(String::new()),
                    other => fields.last_mut().expect("never empty").push(other),
                }
            }
            fields
        })
        .collect()
}

/// The pool manager's published figures. Where a row leaves the type open, any type that it admits must do.
#[test]
fn published_pools() {
    let cases = rows("ipamd-cases.csv");
    assert_eq!(cases.len(), 39, "the sample, and the other rows of both tables that agree with the code");
    let mut wrong = Vec::new();
    for case in &cases {
        let [_, kind, enis, ips, prefix, custom, warm_eni, warm_ip, minimum_ip, warm_prefix, max_eni, pods, attached, held, _] =
            case.as_slice()
        else {
            panic!("{case:?}");
        };
        let known = eksnet::planning::instances::find(kind).is_some();
        let mut ways: Vec<Vec<&str>> = Vec::new();
        if known {
            ways.push(vec!["--instance", kind]);
        }
        if known || !ips.is_empty() {
            ways.push(vec!["--enis", if enis.is_empty() { "15" } else { enis }, "--ips-per-eni", ips]);
        } else {
            ways.extend([vec!["--instance", "c5.4xlarge"], vec!["--enis", "4", "--ips-per-eni", "30"]]);
        }
        for mut way in ways {
            for (flag, value) in [
                ("--warm-eni-target", warm_eni),
                ("--warm-ip-target", warm_ip),
                ("--minimum-ip-target", minimum_ip),
                ("--warm-prefix-target", warm_prefix),
                ("--max-eni", max_eni),
                ("--pods", pods),
            ] {
                if !value.is_empty() {
                    way.extend([flag, value]);
                }
            }
            if prefix == "true" {
                way.push("--prefix-delegation");
            }
            if custom == "true" {
                way.push("--custom-networking");
            }
            let found = json(&way);
            let unit = if prefix == "true" { "prefix" } else { "ip" };
            let same = |expected: &str, key: &str| expected.is_empty() || found[key].to_string() == expected;
            if !same(attached, "attached_enis") || !same(held, "held") || found["unit"] != unit {
                wrong.push(format!("{way:?}: expected {attached} ENIs, {held}, got {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Published max-pods. Two rows are uncapped, as interfaces and addresses alone do not tell the vCPUs that the cap goes by; with
/// the type's name, `max_pods` is capped and `max_pods_by_addresses` is not.
#[test]
fn published_max_pods() {
    let cases = rows("max-pods-cases.csv");
    assert_eq!(cases.len(), 20);
    for case in &cases {
        let [_, kind, enis, ips, prefix, custom, _, expected, _] = case.as_slice() else { panic!("{case:?}") };
        let mut flags: Vec<&str> = Vec::new();
        if prefix == "true" {
            flags.push("--prefix-delegation");
        }
        if custom == "true" {
            flags.push("--custom-networking");
        }
        let given = json(&[&["--enis", enis.as_str(), "--ips-per-eni", ips.as_str()], flags.as_slice()].concat());
        assert_eq!(given["max_pods"].to_string(), *expected, "{case:?}");
        if eksnet::planning::instances::find(kind).is_some() {
            let named = json(&[&["--instance", kind.as_str()], flags.as_slice()].concat());
            assert_eq!(named["max_pods_by_addresses"].to_string(), *expected, "{case:?}");
            let cap = if prefix == "true" { 110 } else { u64::MAX };
            assert_eq!(named["max_pods"].as_u64(), expected.parse::<u64>().ok().map(|pods| pods.min(cap)), "{case:?}");
        }
    }
}

/// Seed 004: `WARM_IP_TARGET=2` and five pods are seven addresses.
#[test]
fn seed_004() {
    let found = json(&["--instance", "m5.large", "--warm-ip-target", "2", "--pods", "5"]);
    assert_eq!((found["held"].as_u64(), found["node_subnet_addresses"].as_u64()), (Some(7), Some(8)));
}

#[test]
fn given_max_pods_stop_the_pool() {
    let args = ["--instance", "m5.large", "--prefix-delegation", "--pods", "108"];
    assert_eq!(json(&args)["held"], 8, "max-pods out of reach");
    let stopped = json(&[&args[..], &["--max-pods", "110"]].concat());
    assert_eq!((&stopped["held"], &stopped["decided_by"]), (&Value::from(7), &Value::from("max_pods")));
    assert_eq!((&stopped["bound"]["held"], &stopped["max_pods_rule"]), (&Value::from(7), &Value::Null));
}

#[test]
fn the_text_names_the_bound_that_decided() {
    let output = capacity(&["--instance", "m5.large", "--custom-networking", "--prefix-delegation", "--pods", "30"]);
    let expected = "\
max-pods
  interfaces of m5.large                                 3 ENIs
  3 - 1 that serves no pods (custom networking)          2 ENIs
  slots of one: 10 addresses - its own                   9 slots
  2 x 9 x 16 + 2 on the host's network (M4)            290 pods
  EKS's limit for 2 vCPUs (M5)                         110 pods  <- decides

pool of 30 pods
  WARM_PREFIX_TARGET=1: ceil(30 / 16) + 1                3 prefixes  <- decides
  slots: 2 x 9                                          18 prefixes

addresses
  pod subnet: 1 ENIs' own + 3 x 16                      49 addresses
  node subnet: the node's own                            1 addresses

                            pods      held   ENIs pod subnet node subnet
steady                        30   3 x /28      2         49           1
full, max-pods 110           108   7 x /28      2        113           1
never more than                -   7 x /28      2        113           1
";
    assert_eq!(stdout(&output), expected);
    for (args, bound) in [
        (
            &["--instance", "t3.small", "--pods", "9"][..],
            "  slots: 3 x 3                                           9 addresses  <- decides\n",
        ),
        (
            &["--instance", "t3.small", "--prefix-delegation", "--max-pods", "11"],
            "  ipamd stops at 11 addresses, max-pods (M15)            1 prefixes  <- decides\n",
        ),
    ] {
        let text = stdout(&capacity(args));
        assert!(text.contains(bound), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
}

#[test]
fn remarks_say_what_nobody_else_says() {
    for (args, remark) in [
        (&["--instance", "m5.large", "--minimum-ip-target", "20", "--pods", "25"][..], "pod 21 never gets an address"),
        (
            &["--instance", "m5.large", "--minimum-ip-target", "20", "--warm-eni-target", "2", "--pods", "5"],
            "WARM_ENI_TARGET is set and does nothing",
        ),
        (&["--instance", "t2.medium", "--prefix-delegation"], "t2.medium is no Nitro type"),
        (&["--instance", "m5.large", "--custom-networking", "--max-eni", "1"], "no interface serves pods"),
        (&["--instance", "m5.large", "--warm-eni-target", "0", "--pods", "9"], "grows and shrinks for ever"),
        (&["--instance", "t3.medium", "--security-groups-for-pods"], "the type has none"),
        (&["--instance", "m5.large", "--pods", "40"], "13 of 40 pods get no address"),
    ] {
        let text = stdout(&capacity(args));
        assert!(text.contains(remark), "{args:?}\n{text}");
    }
    assert_eq!(json(&["--instance", "m5.large", "--pods", "5"])["remarks"], Value::Array(Vec::new()));
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let unknown = capacity(&["--instance", "m5.larg"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("did you mean `m5.large`?"), "{}", stderr(&unknown));
    for args in [
        &[][..],
        &["--enis", "3"],
        &["--instance", "m5.large", "--enis", "3", "--ips-per-eni", "4"],
        &["--instance", "m5.large", "--warm-ip-target", "-1"],
    ] {
        assert_eq!(capacity(args).status.code(), Some(2), "{args:?}");
    }
}

/// Seed 002: three /28 are 33 addresses, and five nodes leave 28 of them for pods.
#[test]
fn seed_002() {
    let run = |args: &[&str]| eksnet().args(["capacity", "subnet"]).args(args).output().expect("eksnet runs");
    let three = ["10.0.0.0/28", "10.0.0.16/28", "10.0.0.32/28", "--nodes", "5"];
    let found: Value = serde_json::from_str(&stdout(&run(&[&three[..], &["--format", "json"]].concat()))).expect("JSON");
    assert_eq!((&found["usable"], &found["left_for_pods"], &found["clean_blocks"]), (&Value::from(33), &Value::from(28), &Value::from(0)));
    assert!(stdout(&run(&three)).contains("left for pods: 33 - 5 nodes = 28"));
    for wrong in ["10.0.0.0/29", "10.0.0.0", "10.0.0.5/24"] {
        assert_eq!(run(&[wrong]).status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn instances_are_ranked() {
    let run = |args: &[&str]| eksnet().args(["capacity", "instances"]).args(args).output().expect("eksnet runs");
    let found: Value =
        serde_json::from_str(&stdout(&run(&["--begins", "m5.", "--pods", "30", "--top", "0", "--format", "json"]))).expect("JSON");
    let types = found["instances"].as_array().expect("instances");
    let names: Vec<&str> = types.iter().filter_map(|found| found["instance"].as_str()).collect();
    // m5.xlarge and m5.2xlarge hold 56 addresses on 4 interfaces; the large ones 58 on 2 (29 slots) or 98 (49 slots).
    assert_eq!(names[..2], ["m5.xlarge", "m5.2xlarge"]);
    assert!(!names.contains(&"m5.large"), "27 pods at most");
    assert_eq!((&types[0]["addresses"], &types[0]["pods_per_thousand_addresses"]), (&Value::from(60), &Value::from(500)));
    let text = stdout(&run(&["--top", "3"]));
    assert_eq!(text.lines().count(), 5, "{text}");
    assert_eq!(run(&["--begins", "m5.large", "--pods", "30"]).status.code(), Some(2));
}

/// The tables of amazon-vpc-resource-controller-k8s, docs/windows: targets, pods, and what is held.
#[test]
fn windows_nodes() {
    let held = |prefix: bool, warm_prefix: &str, warm: &str, minimum: &str, pods: &str| {
        let mut args = vec!["--instance", "m5.xlarge", "--windows", "--pods", pods];
        for (flag, value) in [("--warm-prefix-target", warm_prefix), ("--warm-ip-target", warm), ("--minimum-ip-target", minimum)] {
            if !value.is_empty() {
                args.extend([flag, value]);
            }
        }
        if prefix {
            args.push("--prefix-delegation");
        }
        let found = json(&args);
        assert_eq!(found["attached_enis"], 1, "{args:?}");
        found["held"].as_u64()
    };
    for (warm_prefix, warm, minimum, pods, prefixes) in [
        ("", "", "", "0", 1),
        ("", "", "", "15", 1),
        ("", "", "", "16", 2),
        ("1", "", "", "0", 1),
        ("3", "", "", "0", 3),
        ("1", "", "", "5", 2),
        ("1", "", "", "17", 3),
        ("", "", "1", "15", 1),
        ("", "", "1", "16", 2),
        ("", "5", "", "11", 1),
        ("", "5", "", "12", 2),
        ("", "1", "1", "17", 2),
        ("", "3", "1", "14", 2),
        ("", "7", "20", "0", 2),
        ("", "7", "20", "17", 2),
        ("", "7", "20", "26", 3),
    ] {
        assert_eq!(held(true, warm_prefix, warm, minimum, pods), Some(prefixes), "{warm_prefix} {warm} {minimum} {pods}");
    }
    // The last three rows of the published table need more than the 14 slots of this type.
    for (warm, minimum, pods, addresses) in [
        ("1", "0", "0", 1),
        ("1", "0", "5", 6),
        ("5", "0", "0", 5),
        ("1", "1", "1", 2),
        ("1", "3", "3", 4),
        ("5", "10", "0", 10),
        ("10", "10", "0", 10),
        ("", "", "0", 3),
        ("0", "3", "3", 4),
    ] {
        assert_eq!(held(false, "", warm, minimum, pods), Some(addresses), "{warm} {minimum} {pods}");
    }
    // M6: 15 - 1 addresses, with prefixes 16 times as many, and 110 unless told otherwise.
    let max_pods = |flags: &[&str]| json(&[&["--instance", "m5.xlarge", "--windows"], flags].concat())["max_pods"].as_u64();
    assert_eq!((max_pods(&[]), max_pods(&["--prefix-delegation"])), (Some(14), Some(110)));
}
