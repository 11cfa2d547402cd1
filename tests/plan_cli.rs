//! `eksnet plan`: figures worked out by hand, and the formats.
#![allow(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

mod common;

use std::process::Output;

use serde_json::Value;

use common::{eksnet, golden, root, stderr, stdout};

fn plan(file: &str, format: &str) -> Output {
    eksnet().args(["plan", file, "--format", format]).output().expect("eksnet runs")
}

fn json(file: &str) -> Value {
    let output = plan(file, "json");
    serde_json::from_str(&stdout(&output)).unwrap_or_else(|error| panic!("{file}: {error}\n{}", stderr(&output)))
}

fn subnet<'a>(plan: &'a Value, zone: &str, role: &str) -> &'a Value {
    let found = plan["subnets"].as_array().expect("subnets").iter().find(|subnet| subnet["zone"] == zone && subnet["role"] == role);
    found.unwrap_or_else(|| panic!("no {role} subnet in {zone}: {plan}"))
}

fn demand(subnet: &Value, scenario: &str) -> (u64, u64) {
    let day = &subnet["scenarios"][scenario];
    (day["singles"].as_u64().expect("singles"), day["prefixes"].as_u64().expect("prefixes"))
}

/// `new-vpc-eniconfig`: general m6i.large (3 x 10) 3..12 nodes with 60 pods, batch c6i.xlarge (4 x 15) 0..20 nodes, planned full.
#[test]
fn demands_by_hand() {
    let plan = json("tests/planning/shop.toml");
    let pod = subnet(&plan, "eu-west-1a", "pod");
    // General: ceil(60 / 16) + 1 = 5 prefixes, one interface. Batch: 108 pods want 8, ipamd stops at 7 with max-pods 110.
    // One general node a zone to begin with, no batch node.
    assert_eq!(demand(pod, "steady"), (1, 5));
    // ceil(12 / 3) = 4 and ceil(20 / 3) = 7 nodes.
    assert_eq!(demand(pod, "max"), (11, 4 * 5 + 7 * 7));
    // A managed group gets two more nodes a zone while it is updated, a self-managed one none.
    assert_eq!(demand(pod, "update"), (13, 6 * 5 + 7 * 7));
    // Two zones: 6 and 10 nodes.
    assert_eq!(demand(pod, "zone_lost"), (16, 6 * 5 + 10 * 7));
    // Full: general holds 7 prefixes as well.
    assert_eq!(demand(pod, "full"), (11, 11 * 7));
    assert_eq!(demand(pod, "bound"), (13, 13 * 7));
    assert_eq!((&pod["usable"], &pod["clean_blocks"]), (&Value::from(16_379), &Value::from(1_022)));
    assert_eq!((&pod["headroom_in"], &pod["headroom"]), (&Value::from("zone_lost"), &Value::from(16_379 - 16 - 16 * 100)));
    let node = subnet(&plan, "eu-west-1a", "node");
    assert_eq!((demand(node, "max"), demand(node, "zone_lost")), ((11, 0), (16, 0)));
    // The cluster's interfaces are there twice while it is upgraded; the NAT gateway is in the public subnet.
    let control = subnet(&plan, "eu-west-1b", "control");
    assert_eq!((demand(control, "max"), demand(control, "update")), ((2, 0), (4, 0)));
    assert_eq!(demand(subnet(&plan, "eu-west-1c", "public"), "max"), (1, 0));
}

#[test]
fn limits_beyond_the_subnets() {
    let plan = json("tests/planning/shop.toml");
    let need = |name: &str| {
        let found = plan["limits"].as_array().expect("limits").iter().find(|limit| limit["name"] == name);
        found.unwrap_or_else(|| panic!("no {name}"))["need"].as_u64().expect("need")
    };
    // 6 general and 7 batch nodes with two interfaces each, a NAT gateway, 4 cluster interfaces.
    assert_eq!(need("network interfaces in a zone"), 13 * 2 + 1 + 4);
    // A general node: 1 address + 1 of the pod interface + 5 prefixes + 1 interface more; batch 7 prefixes. NAT gateways 6 each.
    assert_eq!(need("network address units of the VPC"), 18 * 8 + 21 * 10 + 3 * 6 + 3 * 4);
    assert_eq!((need("IPv4 blocks of the VPC"), need("nodes of a managed group")), (2, 12));
}

/// Seed 000: what fifty addresses carry while pods take them, and once pods have moved out.
#[test]
fn seed_000() {
    let (before, after) = (json("tests/planning/seed-000-before.toml"), json("tests/planning/seed-000-after.toml"));
    let usable = |plan: &Value| -> u64 {
        let zones = ["eu-north-1a", "eu-north-1b"];
        zones.iter().map(|zone| subnet(plan, zone, "node")["usable"].as_u64().expect("usable")).sum()
    };
    assert_eq!((usable(&before), usable(&after)), (54, 54));
    // t3.medium, 10 pods, WARM_ENI_TARGET=1: 3 interfaces with 5 addresses each are 18 of a subnet's 27.
    assert_eq!(before["groups"][0]["planned"]["node_subnet_addresses"], 18);
    assert_eq!(after["groups"][0]["planned"]["node_subnet_addresses"], 1);
    let room = |plan: &Value| plan["room"]["expected"]["nodes"].as_u64();
    assert_eq!((room(&before), room(&after)), (Some(2), Some(50)));
    let zone = subnet(&before, "eu-north-1a", "node");
    assert_eq!((&zone["fails_in"], &zone["headroom"]), (&Value::from("max"), &Value::from(27 - 2 - 6 * 18)));
    assert_eq!(subnet(&after, "eu-north-1a", "node")["fails_in"], Value::Null);
    assert_eq!(before["room"]["expected"]["first_limit"], "addresses of the node subnet in eu-north-1a");
}

#[test]
fn a_table_fits_80_columns() {
    for name in ["shop", "seed-000-before", "large"] {
        let output = plan(&format!("tests/planning/{name}.toml"), "table");
        let text = stdout(&output);
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{name}: {line:?}");
        }
        golden(&root().join(format!("tests/planning/{name}.table.txt")), &text);
    }
}

#[test]
fn a_line_of_csv_for_each_subnet_and_scenario() {
    let text = stdout(&plan("tests/planning/shop.toml", "csv"));
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(lines.len(), 1 + 12 * 6);
    assert!(lines.iter().all(|fields| fields.len() == 13), "{text}");
    let row = lines.iter().find(|fields| fields[..2] == ["eu-west-1a", "pod"] && fields[5] == "zone_lost").expect("the row");
    assert_eq!(row[2..9], ["100.64.0.0/18", "16379", "1022", "zone_lost", "1616", "16", "100"]);
    assert_eq!(row[12], "true");
}

/// A file that cannot be read as meant is not planned: the figures would be of something else.
#[test]
fn faults_are_reported_instead_of_a_plan() {
    let text = std::fs::read_to_string(root().join("tests/planning/shop.toml")).expect("shop.toml");
    let dir = common::scratch();
    let file = dir.path().join("eksnet.toml");
    std::fs::write(&file, text.replace("max = 12", "max = \"twelve\"")).expect("written");
    let output = eksnet().arg("plan").arg(&file).output().expect("eksnet runs");
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), String::new()));
    assert!(stderr(&output).contains("max"), "{}", stderr(&output));
}

/// Opening and closing tags of a document match; `void` ones need no end.
fn well_formed(text: &str, void: &[&str]) {
    let mut open: Vec<&str> = Vec::new();
    for part in text.split('<').skip(1) {
        let (tag, _) = part.split_once('>').unwrap_or_else(|| panic!("unclosed tag: {part}"));
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or_default();
        if tag.starts_with('!') || tag.ends_with('/') || void.contains(&name) {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "closing {name}");
        } else {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "left open");
}

#[test]
fn the_map_is_to_scale() {
    let text = stdout(&plan("tests/planning/shop.toml", "svg"));
    well_formed(&text, &[]);
    // A block is 960 wide. Pod subnets are quarters of 100.64.0.0/16; the /20 lies in four rows, where a /24 is a quarter too,
    // and a /28 a sixty-fourth.
    for (zone, x) in [("a", "10"), ("b", "250"), ("c", "490")] {
        for cidr in [
            format!("pod subnet 100.64.{}.0/18", ["0", "64", "128"][usize::from(zone.as_bytes()[0] - b'a')]),
            format!("node subnet 10.40.{}.0/24", zone.as_bytes()[0] - b'a'),
        ] {
            let group = text.split("<g>").find(|group| group.contains(&cidr)).unwrap_or_else(|| panic!("{cidr} is not drawn"));
            assert!(group.contains(&format!("class=\"subnet\" x=\"{x}\"")) && group.contains("width=\"240\""), "{group}");
        }
    }
    let control = text.split("<g>").find(|group| group.contains("control subnet 10.40.3.208/28")).expect("control b");
    assert!(control.contains("x=\"925\"") && control.contains("width=\"15\""), "{control}");
    assert_eq!(text.matches("class=\"subnet\"").count(), 12);
    assert!(!text.contains("class=\"short\""), "nothing is too small");
    let failing = stdout(&plan("tests/planning/seed-000-before.toml", "svg"));
    assert_eq!(failing.matches("class=\"short\"").count(), 2);
}

#[test]
fn the_page_needs_nothing_but_itself() {
    for (name, verdict, bad) in [("shop", "It fits", 0), ("seed-000-before", "2 subnets are too small", 2)] {
        let text = stdout(&plan(&format!("tests/planning/{name}.toml"), "html"));
        well_formed(&text, &["meta"]);
        assert!(text.contains(verdict), "{name}: {verdict}");
        assert_eq!(text.matches("<p class=\"bad\">too small").count(), bad, "{name}");
        for outside in ["<script", "<link", "src=", "@import", "url(http"] {
            assert!(!text.contains(outside), "{name} has {outside}");
        }
        assert_eq!(text.matches("http").count(), text.matches("http://www.w3.org/2000/svg").count(), "{name} names an address");
        // What scrolls can be reached by keyboard, and every graphic has a text.
        assert_eq!(text.matches("class=\"wide\"").count(), text.matches("class=\"wide\" tabindex=\"0\"").count());
        assert_eq!(text.matches("<svg").count(), text.matches("<desc").count());
    }
}

/// Codes of the capacity rules that a file gives.
fn capacity_codes(file: &std::path::Path) -> Vec<(String, String)> {
    let output = eksnet().args(["check", "--format", "json"]).arg(file).output().expect("eksnet runs");
    let found: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let findings = found["diagnostics"].as_array().expect("diagnostics").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    findings.map(|found| (text(&found["code"]), text(&found["severity"]))).filter(|(code, _)| code.starts_with("EN65")).collect()
}

fn codes_with(fail: &str, changes: &[(&str, &str)]) -> Vec<String> {
    let mut text = std::fs::read_to_string(root().join("src/rules").join(fail).join("fail.toml")).expect("fail.toml");
    for (from, to) in changes {
        assert!(text.contains(from), "{fail} has no {from}");
        text = text.replace(from, to);
    }
    let dir = common::scratch();
    let file = dir.path().join("eksnet.toml");
    std::fs::write(&file, text).expect("written");
    capacity_codes(&file).into_iter().map(|(code, severity)| format!("{code} {severity}")).collect()
}

/// Each rule speaks at the first node too many, and not before.
#[test]
fn capacity_rules_at_their_limits() {
    // A /28 has 11 addresses: 11 nodes in each of two zones, 9 of them before an update.
    let node = |max: &str| codes_with("node_subnet_too_small", &[("max = 40", max)]);
    assert_eq!((node("max = 24"), node("max = 22")), (vec!["EN650 error".to_owned()], vec!["EN653 warning".to_owned()]));
    assert_eq!((node("max = 19"), node("max = 18")), (vec!["EN653 warning".to_owned()], vec![]));
    // A /24 has 251: 12 nodes of 20 addresses, 10 before an update.
    let pod = |max: &str| codes_with("pod_subnet_too_small", &[("max = 40", max)]);
    assert_eq!(
        (pod("max = 25"), pod("max = 24"), pod("max = 20")),
        (vec!["EN651 error".to_owned()], vec!["EN653 warning".to_owned()], vec![])
    );
    // Nobody said how many pods: idle nodes hold 10 addresses, so 40 nodes fit in a /24, and full ones do not.
    let undeclared = |max: &str| codes_with("pod_subnet_too_small", &[("pods_per_node = 10\n", ""), ("max = 40", max)]);
    assert_eq!((undeclared("max = 40"), undeclared("max = 52")), (vec!["EN651 warning".to_owned()], vec!["EN651 error".to_owned()]));
    // 30 clean blocks of a /23 are ten nodes of three, if their ten interfaces keep to the outermost blocks.
    let prefixes = |max: &str| codes_with("not_enough_prefixes", &[("max = 20", max)]);
    assert_eq!((prefixes("max = 20"), prefixes("max = 16")), (vec!["EN652 warning".to_owned()], vec!["EN652 warning".to_owned()]));
    // A /22 has room for 9 x (7 x 16 + 1) = 1,017 of 1,019 addresses, but only 62 clean blocks for 63 prefixes.
    let full =
        [("max = 20", "max = 18"), ("pods_per_node = 30", "pods_per_node = 108"), ("pod = { prefix = 23 }", "pod = { prefix = 22 }")];
    assert_eq!(codes_with("not_enough_prefixes", &full), ["EN652 error"]);
    assert_eq!(prefixes("max = 14"), Vec::<String>::new());
    // 27 addresses less 21 nodes are six.
    let starved = |max: &str| codes_with("upgrade_starved", &[("max = 44", max)]);
    assert_eq!((starved("max = 43"), starved("max = 42")), (vec!["EN654 warning".to_owned()], vec![]));
}

/// All examples fit.
#[test]
fn capacity_rules_are_silent_on_the_examples() {
    for name in common::names(&root().join("examples")) {
        let file = root().join("examples").join(&name).join("eksnet.toml");
        assert!(file.is_file(), "{name}");
        assert_eq!(capacity_codes(&file), Vec::new(), "{name}");
    }
}

#[test]
fn conditions_fail_a_build() {
    let plan = |conditions: &[&str]| {
        let mut command = eksnet();
        command.args(["plan", "tests/planning/shop.toml", "--format", "csv"]);
        for condition in conditions {
            command.args(["--fail-if", condition]);
        }
        let output = command.output().expect("eksnet runs");
        (output.status.code(), stderr(&output).lines().filter(|line| line.starts_with("fail-if") || line.starts_with("error")).count())
    };
    // 1,616 of 16,379 addresses are in use on the worst day: 90 % are left, in three zones.
    assert_eq!(plan(&["pod.*.headroom < 90%"]), (Some(0), 0));
    assert_eq!(plan(&["pod.*.headroom < 91%"]), (Some(1), 3));
    assert_eq!(plan(&["pod.eu-west-1a.headroom <= 14763", "room < 424"]), (Some(1), 1));
    assert_eq!(plan(&["*.eu-west-1b.update > 1000", "room < 425"]), (Some(1), 2));
    // 100 prefixes of about 1,006 blocks.
    assert_eq!(plan(&["pods.*.blocks < 906"]), (Some(0), 0));
    assert_eq!(plan(&["pods.eu-west-1c.blocks < 907"]), (Some(1), 1));
    // What means nothing is never taken for passed.
    for wrong in ["pods.*.headrom < 20%", "pods.eu-west-1d.headroom < 20%", "pods.*.headroom", "room < 10%"] {
        assert_eq!(plan(&[wrong]), (Some(2), 1), "{wrong}");
    }
}

#[test]
fn sizes_are_the_smallest_that_do() {
    let text = |args: &[&str]| {
        let output = eksnet().args(["plan", "tests/planning/shop.toml", "--size-for"]).args(args).output().expect("eksnet runs");
        (output.status.code(), stdout(&output))
    };
    // 12 + 20 nodes become 23 + 38, with one zone lost 12 + 19: 31 nodes. A /27 has 27 addresses, a /26 59.
    let (status, sizes) = text(&["nodes=60"]);
    assert_eq!(status, Some(0));
    assert!(sizes.contains("node     /24      /26               31"), "{sizes}");
    // 12 x 5 + 19 x 7 = 193 prefixes beside 31 single addresses: a /20 has 254 clean blocks, a /21 126.
    assert!(sizes.contains("pod      /18      /20             3119"), "{sizes}");
    assert!(sizes.contains("nothing needs to change"), "{sizes}");
    // Half as many again: 35 + 57 nodes, and so 18 + 29 with a zone lost.
    let (_, grown) = text(&["nodes=60", "growth=50%"]);
    assert!(grown.contains("node     /24      /26               47"), "{grown}");
    let (_, large) = text(&["nodes=900", "pods_per_node=20"]);
    // 225 + 226 nodes with a zone lost; full, 113 + 188 nodes take 113 addresses each, more than the 32,763 of a /17.
    assert!(large.contains("\n  node = { prefix = 23 }\n  pod = { prefix = 16 }\n"), "{large}");
    for wrong in ["nodes", "nodes=many", "growth=5", "pods=3"] {
        assert_eq!(text(&[wrong]).0, Some(2), "{wrong}");
    }
}

/// Seed 000 with the VPC CNI as EKS installs it: 10 pods hold 18 addresses, and a burst of five takes a new interface.
#[test]
fn advice_on_warm_targets() {
    let advise = |file: &str, burst: &str| {
        let output = eksnet().args(["plan", file, "--advise", burst]).output().expect("eksnet runs");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    let text = advise("tests/planning/seed-000-before.toml", "5");
    let line = |mark: &str| text.lines().find(|line| line.starts_with(mark)).unwrap_or_else(|| panic!("no {mark}: {text}")).to_owned();
    // Now: 6 nodes x 18; six calls for the interface that each of them attaches.
    let now: Vec<String> = line("* ").split_whitespace().map(str::to_owned).collect();
    assert_eq!(now[1..], ["WARM_ENI_TARGET=1", "108", "0", "s", "36"]);
    // 11 addresses and 3 interfaces of 5 slots each are 14 on a node.
    let chosen: Vec<String> = line("> ").split_whitespace().map(str::to_owned).collect();
    assert_eq!(chosen[1..], ["WARM_IP_TARGET=1,", "MINIMUM_IP_TARGET=11", "84", "0", "s", "0"]);
    assert!(text.contains("frees 24 of 108 addresses:\n  warm_ip_target = 1\n  minimum_ip_target = 11\n"), "{text}");
    // What is written as proposed is not proposed again.
    let file = std::fs::read_to_string(root().join("tests/planning/seed-000-before.toml")).expect("file");
    let dir = common::scratch();
    let better = dir.path().join("eksnet.toml");
    std::fs::write(&better, file.replace("adopt = true\n", "adopt = true\nwarm_ip_target = 1\nminimum_ip_target = 11\n")).expect("written");
    let again = advise(better.to_str().expect("UTF-8"), "5");
    assert!(again.contains("the file has the best choice"), "{again}");
}

/// What is written as proposed has the room that was promised.
#[test]
fn a_reservation_gains_what_it_promises() {
    let output = eksnet().args(["plan", "tests/planning/large.toml", "--reserve"]).output().expect("eksnet runs");
    let text = stdout(&output);
    assert!(text.contains("room for 3240 nodes instead of about 3156"), "{text}");
    let line = "pod = { prefix = 16, prefix_reservation = 17 }";
    assert!(text.contains(line), "{text}");
    let file = std::fs::read_to_string(root().join("tests/planning/large.toml")).expect("file");
    let dir = common::scratch();
    let reserved = dir.path().join("eksnet.toml");
    std::fs::write(&reserved, file.replace("pod = { prefix = 16 }", line)).expect("written");
    let room = |file: &str| json(file)["room"]["expected"]["nodes"].as_u64();
    assert_eq!((room("tests/planning/large.toml"), room(reserved.to_str().expect("UTF-8"))), (Some(3156), Some(3240)));
    let none = eksnet().args(["plan", "tests/planning/seed-000-after.toml", "--reserve"]).output().expect("eksnet runs");
    assert!(stdout(&none).starts_with("no reservation gains room"), "{}", stdout(&none));
}

fn simulate(file: &str, args: &[&str]) -> (Option<i32>, String) {
    let output = eksnet().args(["plan", file, "--simulate"]).args(args).output().expect("eksnet runs");
    (output.status.code(), stdout(&output))
}

/// Played through address by address, single addresses run out at the very node that the plan names.
#[test]
fn simulated_days_fail_where_the_plan_says() {
    let (status, text) = simulate("tests/planning/seed-000-before.toml", &["3"]);
    assert_eq!(status, Some(1));
    assert!(text.starts_with("3 of 3 simulated runs fail; seed 1:"), "{text}");
    assert!(text.contains("2 nodes, scale out: the node subnet in eu-north-1a has no free address"), "{text}");
    assert!(text.contains("InsufficientFreeAddressesInSubnet, in ipamd's log"), "{text}");
    // Room for 14 of 20 nodes in the mean, for 20 with all single addresses side by side.
    let (status, text) = simulate("src/rules/not_enough_prefixes/fail.toml", &["20"]);
    assert_eq!(status, Some(1));
    assert!(text.contains("has no whole /28 block for the next node of `general`"), "{text}");
    assert!(text.contains("InsufficientCidrBlocks"), "{text}");
    let nodes: u32 =
        text.split(" nodes, scale out").next().and_then(|before| before.rsplit(' ').next()).and_then(|n| n.parse().ok()).expect("nodes");
    assert!((12..20).contains(&nodes), "{text}");
    // An update that cannot finish fails in the update, not before.
    let (_, text) = simulate("src/rules/update_cannot_finish/fail.toml", &["3"]);
    assert!(text.contains("20 nodes, update: the node subnet") || text.contains("21 nodes, update: the node subnet"), "{text}");
    assert!(text.contains("the instance does not start"), "{text}");
}

#[test]
fn a_plan_that_holds_survives_its_days_from_every_seed() {
    let (status, text) = simulate("tests/planning/shop.toml", &["25"]);
    assert_eq!(status, Some(0), "{text}");
    for phase in ["scale out", "churn", "update", "zone lost", "scale in"] {
        assert!(text.lines().any(|line| line.starts_with(phase)), "{phase}: {text}");
    }
    // 16 + 1,600 of 16,379 addresses with a zone lost.
    assert!(text.contains("least free in all runs: 90.1 %"), "{text}");
    let seed = |seed: &str| simulate("src/rules/not_enough_prefixes/fail.toml", &["1", "--seed", seed]).1;
    assert_eq!(seed("5"), seed("5"), "the same seed gives the same days");
    let different: std::collections::BTreeSet<String> = (1..8).map(|n| seed(&n.to_string())).collect();
    assert!(different.len() > 2, "seeds differ: {different:?}");
}

/// The plan of `shop.toml` with a change.
fn shop_with(from: &str, to: &str) -> Value {
    let text = std::fs::read_to_string(root().join("tests/planning/shop.toml")).expect("shop.toml");
    assert!(text.contains(from), "{from}");
    let dir = common::scratch();
    let file = dir.path().join("eksnet.toml");
    std::fs::write(&file, text.replace(from, to)).expect("written");
    json(file.to_str().expect("UTF-8"))
}

/// Before VPC CNI 1.16.3 the pool does not stop at max-pods: 108 pods hold ceil(108 / 16) + 1 prefixes.
#[test]
fn the_version_of_the_cni_counts() {
    let full = |version: &str| {
        let plan = shop_with("install = \"addon\"", &format!("install = \"addon\"\nversion = \"{version}\""));
        plan["groups"][1]["full"]["prefixes"].as_u64()
    };
    assert_eq!((full("v1.16.2-eksbuild.1"), full("v1.16.3-eksbuild.1"), full("v1.23.1-eksbuild.1")), (Some(8), Some(7), Some(7)));
}

/// As many interface endpoints as the network module makes, one address each in every node subnet.
#[test]
fn endpoints_live_with_the_nodes() {
    let plan = shop_with("nat = \"per_zone\"", "nat = \"per_zone\"\nendpoints = true");
    assert_eq!(demand(subnet(&plan, "eu-west-1a", "node"), "max"), (11 + 9, 0));
}
