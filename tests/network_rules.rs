//! What rules about addresses, subnets and connected networks say in situations that lie close together: each time these
//! findings, and nothing beside them.
#![allow(clippy::format_collect, reason = "short lists in tests")]
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use eksnet::config::load::parse;
use eksnet::diag::diagnostic::Diagnostic;
use eksnet::diag::sink::Sink;
use eksnet::model::build::model::build;
use eksnet::model::lock::Lock;
use eksnet::rules::run::run;

/// Everything after `[vpc]` that a new cluster in a new VPC needs.
const REST: &str = r#"
[access.platform]
principal_arn = "arn:aws:iam::111122223333:role/platform-admin"
policy = "AmazonEKSClusterAdminPolicy"

[zones.eu-west-1a]
[zones.eu-west-1b]

[subnets]
public = { prefix = 27 }
control = { prefix = 28 }
node = { prefix = 26 }
pod = { prefix = 19 }

[pods]
strategy = "eniconfig"
"#;

/// Zones of an adopted VPC of 10.24.0.0/24.
const ZONES: &str = r#"
[zones.eu-west-1a]
node = { id = "subnet-0a00000000000001a", cidr = "10.24.0.0/26" }
route_table = "rtb-0a00000000000001a"

[zones.eu-west-1b]
node = { id = "subnet-0a00000000000001b", cidr = "10.24.0.64/26" }
route_table = "rtb-0a00000000000001b"

[subnets.pod]
prefix = 19

[pods]
strategy = "eniconfig"
"#;

fn judge(toml: &str, lock: Option<&str>) -> Vec<Diagnostic> {
    let mut sink = Sink::new();
    let lock = lock.map(|text| Lock::parse(text).expect("a lock"));
    let raw = parse(toml, &mut sink).expect("TOML");
    let reading = build(&raw, lock.as_ref(), &mut sink);
    run(&reading, &mut sink);
    sink.into_sorted()
}

/// Severity and number of each finding, such as `error 208`.
fn codes(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(|finding| format!("{} {}", finding.severity, finding.code.number)).collect()
}

fn is(toml: &str, expected: &[&str]) -> Vec<Diagnostic> {
    let found = judge(toml, None);
    assert_eq!(codes(&found), expected, "{toml}\n{found:#?}");
    found
}

/// A new cluster in a new VPC.
fn new(vpc: &str) -> String {
    format!("schema = 1\n[cluster]\nname = \"shop\"\nregion = \"eu-west-1\"\nkubernetes_version = \"1.34\"\n\n[vpc]\n{vpc}\n{REST}")
}

/// A cluster that exists, in a VPC that exists.
fn existing(cluster: &str, vpc: &str) -> String {
    format!(
        "schema = 1\n[cluster]\nname = \"shop\"\nregion = \"eu-west-1\"\nkubernetes_version = \"1.34\"\nsource = \"existing\"\n{cluster}\n\n\
         [vpc]\nid = \"vpc-0a1b2c3d4e5f60718\"\ncidr = \"10.24.0.0/24\"\n{vpc}\n{ZONES}\n[cni]\nadopt = true\n"
    )
}

fn blocks(primary: &str, further: &[&str]) -> String {
    new(&format!(
        "cidr = \"{primary}\"\nsecondary_cidrs = [\"100.64.0.0/16\"{}]",
        further.iter().map(|block| format!(", \"{block}\"")).collect::<String>()
    ))
}

#[test]
fn what_joins_which_primary_block() {
    is(&blocks("10.40.0.0/20", &["10.50.0.0/16", "8.9.0.0/16"]), &["warning 210"]);
    is(&blocks("10.40.0.0/20", &["172.20.0.0/16"]), &["error 208"]);
    is(&blocks("10.40.0.0/20", &["198.19.0.0/16"]), &["error 208"]);
    is(&blocks("172.16.0.0/20", &["172.18.0.0/16"]), &[]);
    is(&blocks("172.16.0.0/20", &["172.31.0.0/16"]), &["error 208"]);
    is(&blocks("192.168.0.0/20", &["10.0.0.0/16"]), &["error 208"]);
    is(&blocks("198.19.0.0/20", &["198.19.64.0/20"]), &[]);
    is(&blocks("100.80.0.0/20", &["10.0.0.0/16"]), &["error 208"]);
}

#[test]
fn ten_zero_counts_only_what_was_there_before() {
    is(&blocks("10.1.0.0/20", &["10.0.0.0/20"]), &["error 209"]);
    is(&blocks("10.2.0.0/20", &["10.0.0.0/20"]), &[]);
    is(&blocks("10.2.0.0/20", &["10.0.0.0/20", "10.1.0.0/20"]), &[]);
    is(&blocks("10.2.0.0/20", &["10.1.0.0/20", "10.0.0.0/20"]), &["error 209"]);
}

/// A block that is wrong in several ways has the first of them to put right, and nobody else speaks of it.
#[test]
fn one_finding_a_block() {
    is(&blocks("10.40.0.0/20", &["10.0.0.0/8"]), &["error 206"]);
    is(&blocks("10.40.0.0/29", &[]), &["error 206"]);
    is(&new("cidr = \"10.40.0.0/20\"\nsecondary_cidrs = [\"100.64.0.0/29\"]"), &["error 206"]);
    is(&blocks("10.0.0.0/20", &["10.0.8.0/21"]), &["error 203"]);
    is(&blocks("172.31.0.0/16", &["172.31.128.0/17"]), &["error 203"]);
    is(&blocks("10.40.0.0/20", &["172.17.0.0/16"]), &["error 208"]);
    is(&blocks("10.40.0.0/20", &["0.0.0.0/16"]), &["error 207"]);
}

#[test]
fn every_block_proposed_is_fine_itself() {
    for (primary, block) in [
        ("192.168.0.0/20", "10.0.0.0/16"),
        ("10.0.0.0/20", "10.0.16.0/20"),
        ("10.40.0.0/20", "172.2.0.0/16"),
        ("10.40.0.0/20", "100.128.0.0/9"),
    ] {
        let toml = blocks(primary, &[block]);
        let found = judge(&toml, None);
        let patch = found[0].patch.as_ref().expect("a block to write instead");
        let mut mended = toml.clone();
        mended.replace_range(patch.span.clone(), &patch.replacement);
        is(&mended, &[]);
    }
}

#[test]
fn service_addresses() {
    let cluster =
        |toml: &str, line: &str| toml.replacen("kubernetes_version = \"1.34\"", &format!("kubernetes_version = \"1.34\"\n{line}"), 1);
    let plain = blocks("10.40.0.0/20", &[]);
    is(&cluster(&plain, "service_cidr = \"100.64.0.0/16\""), &["error 220"]);
    is(&cluster(&plain, "service_cidr = \"10.0.0.0/8\""), &["error 220"]);
    is(&cluster(&plain, "service_cidr = \"10.40.8.0/24\""), &["error 221"]);
    // Both of EKS's own choices are the VPC's: eksnet's choice is named, and where to write another one.
    let found = is(&new("cidr = \"10.100.0.0/20\"\nsecondary_cidrs = [\"100.64.0.0/16\"]"), &[]);
    assert!(found.is_empty());
    is(&existing("service_cidr = \"100.64.0.0/16\"", "secondary_cidrs = [\"100.64.0.0/16\"]"), &["error 220"]);
    is(&existing("service_cidr = \"10.25.0.0/16\"", "secondary_cidrs = [\"100.64.0.0/16\", \"10.25.0.0/20\"]"), &["error 221"]);
}

#[test]
fn more_blocks_than_the_quota() {
    let many = |count: u32| {
        let list: Vec<String> = (0..count).map(|at| format!("10.40.{at}.0/24")).collect();
        blocks("10.41.0.0/20", &list.iter().map(String::as_str).collect::<Vec<_>>())
    };
    is(&many(3), &[]);
    is(&many(4), &["error 301"]);
    is(&many(48), &["error 301"]);
    is(&many(49), &["error 307"]);
    let allowed = |toml: String| toml + "\n[checks]\ntoo-many-cidrs = { level = \"allow\", reason = \"quota raised to 50\" }\n";
    is(&allowed(many(48)), &[]);
}

#[test]
fn subnets_of_one_vpc() {
    let zones = |a: &str, b: &str| {
        blocks("10.40.0.0/20", &[])
            .replace("[zones.eu-west-1a]\n[zones.eu-west-1b]", &format!("[zones.eu-west-1a]\n{a}\n[zones.eu-west-1b]\n{b}"))
    };
    is(&zones("node = \"10.40.1.0/24\"", "node = \"10.40.2.0/24\""), &[]);
    is(&zones("node = \"10.40.1.0/24\"", "node = \"10.40.1.0/24\""), &["error 402"]);
    is(&zones("node = \"10.40.1.0/24\"", "control = \"10.40.1.16/28\""), &["error 402"]);
    is(&zones("node = \"10.41.0.0/19\"", ""), &["error 401"]);
    is(&zones("node = \"10.40.1.0/29\"", ""), &["error 403"]);
    is(&zones("node = \"10.0.0.0/15\"", ""), &["error 403"]);
    is(&zones("pod = \"10.40.8.0/24\"", ""), &["warning 407"]);
}

/// One id in two zones cannot be; one id for two roles of a zone can.
#[test]
fn adopted_subnets_may_serve_twice() {
    let plain = existing("", "secondary_cidrs = [\"100.64.0.0/16\"]");
    is(&plain, &[]);
    let twice =
        plain.replace("\"subnet-0a00000000000001b\", cidr = \"10.24.0.64/26\"", "\"subnet-0a00000000000001a\", cidr = \"10.24.0.0/26\"");
    is(&twice, &["error 402"]);
    let control = plain.replacen("route_table", "control = { id = \"subnet-0a00000000000001a\", cidr = \"10.24.0.0/26\" }\nroute_table", 1);
    is(&control, &[]);
}

#[test]
fn zones_of_an_adopted_vpc() {
    let plain = existing("", "secondary_cidrs = [\"100.64.0.0/16\"]");
    is(&plain.replace("route_table = \"rtb-0a00000000000001b\"\n", ""), &["error 410"]);
    is(&plain.replace("{ id = \"subnet-0a00000000000001b\", cidr = \"10.24.0.64/26\" }", "\"10.24.0.64/26\""), &["error 830"]);
    is(&plain.replace("node = { id = \"subnet-0a00000000000001b\", cidr = \"10.24.0.64/26\" }\n", ""), &["error 413"]);
    is(&plain.replace("[subnets.pod]\nprefix = 19", ""), &["error 406"]);
}

#[test]
fn ways_out_of_a_new_vpc() {
    let vpc = |lines: &str| new(&format!("cidr = \"10.40.0.0/20\"\nsecondary_cidrs = [\"100.64.0.0/16\"]\n{lines}"));
    let gateway = |lines: &str, default_route: bool| {
        vpc(lines).replacen(
            "\n[access",
            &format!("\n[vpc.transit_gateway]\nid = \"tgw-0a000000000000001\"\ndefault_route = {default_route}\n\n[access"),
            1,
        )
    };
    is(&vpc("nat = \"none\""), &[]);
    is(&vpc("nat = \"none\"\nendpoints = false"), &["error 415"]);
    is(&gateway("nat = \"none\"\nendpoints = false", true), &[]);
    is(&gateway("nat = \"none\"\nendpoints = false", false), &["error 415"]);
    is(&gateway("nat = \"single\"", false), &[]);
    is(&gateway("nat = \"single\"", true), &["error 414"]);
    is(&vpc("nat = \"single\"").replace("public = { prefix = 27 }\n", ""), &["error 412"]);
    let one = vpc("nat = \"single\"")
        .replace("public = { prefix = 27 }\n", "")
        .replace("[zones.eu-west-1a]\n", "[zones.eu-west-1a]\npublic = \"10.40.8.0/27\"\n");
    is(&one, &[]);
    is(&one.replace("nat = \"single\"", "nat = \"per_zone\""), &["error 412"]);
}

fn connected(toml: &str, via: &str, cidrs: &str) -> String {
    format!("{toml}\n[connected.other]\nvia = \"{via}\"\ncidrs = [{cidrs}]\n")
}

#[test]
fn networks_with_the_same_addresses() {
    let plain = blocks("10.40.0.0/20", &[]);
    is(&connected(&plain, "vpn", "\"10.41.0.0/16\", \"100.65.0.0/16\""), &[]);
    is(&connected(&plain, "vpn", "\"10.40.0.0/20\""), &["error 701"]);
    is(&connected(&plain, "vpn", "\"10.40.1.0/24\", \"10.40.2.0/24\""), &["error 701"]);
    // Around the whole VPC it is a summary; a peer has no block larger than /16, and AWS compares it as it is.
    is(&connected(&plain, "vpn", "\"10.40.0.0/16\""), &["note 708"]);
    is(&connected(&plain, "peering", "\"10.40.0.0/16\""), &["error 701"]);
    is(&connected(&plain, "peering", "\"10.0.0.0/8\""), &["note 708"]);
    is(&connected(&plain, "vpn", "\"0.0.0.0/0\""), &["note 703", "note 708"]);
}

#[test]
fn ranges_of_pods_in_use_elsewhere() {
    let plain = blocks("10.40.0.0/20", &[]);
    for theirs in ["\"100.64.0.0/16\"", "\"100.64.0.0/10\"", "\"100.64.3.0/24\", \"100.64.4.0/24\""] {
        is(&connected(&plain, "transit_gateway", theirs), &["warning 702"]);
        is(&connected(&plain, "peering", theirs), &["error 702"]);
    }
    // Routable pods are like everything else.
    is(&connected(&plain, "vpn", "\"100.64.3.0/24\"").replace("\"eniconfig\"", "\"eniconfig\"\nroutable = true"), &["error 701"]);
    // In an adopted VPC a route to a part of the new block stops AWS from adding it.
    let adopted = existing("", "secondary_cidrs = [\"100.64.0.0/16\"]");
    let found = is(&connected(&adopted, "vpn", "\"100.64.3.0/24\""), &["warning 702"]);
    assert!(found[0].notes.iter().any(|note| note.contains("route table")), "{found:#?}");
    let found = is(&connected(&adopted, "vpn", "\"100.64.0.0/10\""), &["warning 702"]);
    assert!(!found[0].notes.iter().any(|note| note.contains("route table")), "{found:#?}");
    is(&connected(&adopted, "transit_gateway", "\"10.1.0.0/16\""), &["note 706"]);
}

#[test]
fn service_addresses_in_use_elsewhere() {
    let plain = blocks("10.40.0.0/20", &[]);
    let found = is(&connected(&plain, "vpn", "\"172.16.0.0/12\""), &["error 703"]);
    assert_eq!(found[0].help.as_deref(), Some("add `service_cidr = \"10.100.0.0/16\"` under `[cluster]`"));
    let adopted = existing("service_cidr = \"172.20.0.0/16\"", "secondary_cidrs = [\"100.64.0.0/16\"]");
    is(&connected(&adopted, "vpn", "\"172.16.0.0/12\""), &["warning 703"]);
}

#[test]
fn who_sees_the_addresses_of_pods() {
    let cni = |toml: &str, lines: &str| format!("{toml}\n[cni]\n{lines}\n");
    let routable = |toml: &str| toml.replace("\"eniconfig\"", "\"eniconfig\"\nroutable = true");
    let plain = blocks("10.40.0.0/20", &[]);
    let partner = connected(&plain, "vpn", "\"10.1.0.0/16\"");
    is(&cni(&plain, "external_snat = true"), &[]);
    is(&cni(&partner, "external_snat = true"), &["error 704"]);
    is(&cni(&partner, "exclude_snat_cidrs = [\"10.1.0.0/16\"]"), &["warning 705"]);
    is(&cni(&partner, "exclude_snat_cidrs = [\"100.64.0.0/18\"]"), &[]);
    is(&cni(&routable(&plain), "external_snat = false"), &[]);
    is(&cni(&routable(&partner), "external_snat = false"), &["warning 707"]);
    is(&cni(&routable(&partner), "external_snat = false\nexclude_snat_cidrs = [\"10.0.0.0/14\"]"), &[]);
    is(&cni(&routable(&partner), "external_snat = true"), &[]);
}

/// What the lock file remembers can have lost its block of the VPC.
#[test]
fn carved_subnets_whose_block_is_gone() {
    let toml = blocks("10.40.0.0/20", &[]).replace("100.64.0.0/16", "100.65.0.0/16");
    let lock = "schema = 1\n\n[zones.eu-west-1a]\npod = \"100.64.0.0/19\"\n\n[zones.eu-west-1b]\npod = \"100.64.32.0/19\"\n";
    let found = judge(&toml, Some(lock));
    assert_eq!(codes(&found), ["error 401", "error 401"], "{found:#?}");
    assert!(found[0].help.as_deref().is_some_and(|help| help.contains("lock file")), "{found:#?}");
}
