//! The mistakes that published articles make, each in eksnet's spelling: the coded answer, and nothing beside it.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use std::fs;

use common::{eksnet, names, scratch, stderr, stdout};

/// A finding that an article's mistake must give.
struct Expected<'a> {
    code: &'a str,
    severity: &'a str,
    line: &'a str,
    says: &'a str,
}

/// `check` gives exactly these findings at warning level and above; `gen` writes nothing if one of them is an error.
fn answers(toml: &str, expected: &[Expected<'_>]) {
    let dir = scratch();
    fs::write(dir.path().join("eksnet.toml"), toml).expect("written");
    let output = eksnet().current_dir(dir.path()).args(["check", "--format", "json"]).output().expect("eksnet runs");
    let json: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let found: Vec<&serde_json::Value> =
        json["diagnostics"].as_array().expect("a list").iter().filter(|finding| finding["severity"] != "note").collect();
    let codes: Vec<&str> = found.iter().map(|finding| finding["code"].as_str().expect("a code")).collect();
    assert_eq!(codes, expected.iter().map(|expected| expected.code).collect::<Vec<_>>(), "{}", stdout(&output));
    for (finding, expected) in found.iter().zip(expected) {
        assert_eq!(finding["severity"], expected.severity);
        let line = usize::try_from(finding["line"].as_u64().expect("a line")).expect("small");
        assert_eq!(toml.lines().nth(line - 1).map(str::trim), Some(expected.line), "{finding}");
        let text = format!("{} {} {} {}", finding["message"], finding["labels"], finding["notes"], finding["help"]);
        assert!(text.contains(expected.says), "{:?} is not in {text}", expected.says);
    }
    let refused = expected.iter().any(|expected| expected.severity == "error");
    assert_eq!(output.status.code(), Some(i32::from(refused)));
    let output = eksnet().current_dir(dir.path()).args(["gen", "--out", "infra"]).output().expect("eksnet runs");
    assert_eq!(output.status.code(), Some(i32::from(refused)), "{}", stderr(&output));
    let written = names(dir.path());
    assert_eq!(written == ["eksnet.toml"], refused, "{written:?}");
}

/// A new cluster in a new VPC of these blocks; `rest` brings zones, pods and all else.
fn new(cidr: &str, secondary: &str, rest: &str) -> String {
    format!(
        r#"schema = 1

[cluster]
name = "workshop"
region = "us-west-2"
kubernetes_version = "1.34"
service_cidr = "172.20.0.0/16"

[access.platform]
principal_arn = "arn:aws:iam::111122223333:role/platform-admin"
policy = "AmazonEKSClusterAdminPolicy"

[vpc]
cidr = "{cidr}"
secondary_cidrs = ["{secondary}"]

[subnets]
public = {{ prefix = 26 }}
control = {{ prefix = 28 }}
node = {{ prefix = 24 }}
pod = {{ prefix = 19 }}

[pods]
strategy = "eniconfig"

{rest}"#
    )
}

const ZONES: &str = "[zones.us-west-2a]\n[zones.us-west-2b]\n";

/// The client's VPC of seed 000, on a transit gateway; `zones` as given.
fn client(zones: &str, corporate: &str) -> String {
    format!(
        r#"schema = 1

[cluster]
name = "payments"
region = "eu-west-1"
kubernetes_version = "1.34"
source = "existing"

[vpc]
id = "vpc-0a1b2c3d4e5f60718"
cidr = "10.24.56.128/25"
secondary_cidrs = ["100.64.0.0/16"]

{zones}
[subnets]
pod = {{ prefix = 19 }}

[pods]
strategy = "eniconfig"
security_groups = ["sg-0a00000000000000c"]

[cni]
install = "helm"
adopt = true

[connected.corporate]
via = "transit_gateway"
cidrs = [{corporate}]
"#
    )
}

const CLIENT_ZONES: &str = r#"[zones.eu-west-1a]
node = { id = "subnet-0a00000000000001a", cidr = "10.24.56.128/26" }
route_table = "rtb-0a00000000000001a"

[zones.eu-west-1b]
node = { id = "subnet-0a00000000000001b", cidr = "10.24.56.192/27" }
route_table = "rtb-0a00000000000001b"
"#;

const CORPORATE: &str = r#""10.0.0.0/16", "10.22.0.0/16", "192.168.1.0/24", "192.168.2.0/24""#;

/// Seed 001 tries this at AWS and is told `InvalidVpc.Range`.
#[test]
fn seed_001_a_block_of_another_private_range() {
    answers(
        &new("192.168.0.0/16", "10.0.0.0/16", ZONES),
        &[Expected { code: "EN208", severity: "error", line: r#"secondary_cidrs = ["10.0.0.0/16"]"#, says: "100.64.0.0" }],
    );
}

/// Seed 003 takes this for private space. Nobody ever says otherwise.
#[test]
fn seed_003_public_space_of_others() {
    answers(
        &new("10.0.0.0/16", "172.2.0.0/16", ZONES),
        &[Expected { code: "EN210", severity: "warning", line: r#"secondary_cidrs = ["172.2.0.0/16"]"#, says: "172.2.0.0/16" }],
    );
}

/// Seed 000 names its `ENIConfig`s so, and no node finds one.
#[test]
fn seed_000_letters_instead_of_zones() {
    let letters = CLIENT_ZONES.replace("[zones.eu-west-1a]", "[zones.a]").replace("[zones.eu-west-1b]", "[zones.b]")
        + "\n[zones.c]\nnode = { id = \"subnet-0a00000000000001c\", cidr = \"10.24.56.224/27\" }\nroute_table = \"rtb-0a00000000000001c\"\n";
    let expected = |line, says| Expected { code: "EN122", severity: "error", line, says };
    answers(
        &client(&letters, CORPORATE),
        &[
            expected("[zones.a]", "write `[zones.eu-west-1a]`"),
            expected("[zones.b]", "write `[zones.eu-west-1b]`"),
            expected("[zones.c]", "write `[zones.eu-west-1c]`"),
        ],
    );
}

/// Seed 000 passes CIDRs to `subnet_ids`.
#[test]
fn seed_000_a_block_where_a_subnet_id_belongs() {
    let blocks = CLIENT_ZONES.replace("subnet-0a00000000000001b", "10.24.56.192/27");
    answers(
        &client(&blocks, CORPORATE),
        &[Expected {
            code: "EN121",
            severity: "error",
            line: r#"node = { id = "10.24.56.192/27", cidr = "10.24.56.192/27" }"#,
            says: "`10.24.56.192/27` is a CIDR, not a subnet id",
        }],
    );
}

/// Seed 000 and AWS's own guide name 198.19.0.0/16 beside 100.64.0.0/10; AWS refuses it for any other VPC than one of that range.
#[test]
fn seed_000_the_other_range_that_it_names() {
    answers(
        &new("10.0.0.0/16", "198.19.0.0/16", ZONES),
        &[Expected { code: "EN208", severity: "error", line: r#"secondary_cidrs = ["198.19.0.0/16"]"#, says: "198.19.0.0/16" }],
    );
}

/// Seed 003 has nodes in two zones and a pod subnet in one: the other zone's nodes never become ready.
#[test]
fn seed_003_a_zone_without_a_pod_subnet() {
    let pods = "pod = { prefix = 19 }\n";
    let text = new("10.0.0.0/16", "100.64.0.0/16", "[zones.us-west-2a]\npod = \"100.64.0.0/19\"\n[zones.us-west-2b]\n");
    assert!(text.contains(pods));
    answers(
        &text.replace(pods, ""),
        &[Expected { code: "EN406", severity: "error", line: "[zones.us-west-2b]", says: "add `pod = \\\"100.64.32.0/19\\\"`" }],
    );
}

/// The whole of seed 003, as the example keeps it.
#[test]
fn seed_003_whole() {
    let text = fs::read_to_string(common::root().join("examples/new-vpc-eniconfig/as-in-the-article.toml")).expect("the example");
    answers(
        &text,
        &[
            Expected { code: "EN210", severity: "warning", line: r#"secondary_cidrs = ["172.2.0.0/16"]"#, says: "172.16.0.0/12" },
            Expected { code: "EN406", severity: "error", line: "[zones.us-east-1b]", says: "has nodes but no pod subnet" },
        ],
    );
}

/// Beyond the articles: what seed 000 would have met had the corporate network used the pod range itself.
#[test]
fn seed_000_a_corporate_network_that_uses_the_pod_range() {
    let corporate = format!("{CORPORATE}, \"100.64.0.0/16\"");
    answers(
        &client(CLIENT_ZONES, &corporate),
        &[Expected { code: "EN702", severity: "warning", line: r#"secondary_cidrs = ["100.64.0.0/16"]"#, says: "100.64.0.0/16" }],
    );
    // The corporate network has a part of it, or more than it.
    for other in ["100.64.12.0/24", "100.64.0.0/10"] {
        let corporate = format!("{CORPORATE}, \"{other}\"");
        answers(
            &client(CLIENT_ZONES, &corporate),
            &[Expected { code: "EN702", severity: "warning", line: r#"secondary_cidrs = ["100.64.0.0/16"]"#, says: other }],
        );
    }
}

/// What the articles do right stays without a word.
#[test]
fn the_situations_themselves_are_fine() {
    answers(&client(CLIENT_ZONES, CORPORATE), &[]);
    answers(&new("192.168.0.0/16", "100.64.0.0/16", ZONES), &[]);
    answers(&new("10.0.0.0/16", "100.64.0.0/16", ZONES), &[]);
}
