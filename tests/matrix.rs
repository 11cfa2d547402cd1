//! Every combination of the big choices is either generated or refused by a code: never by a fault of eksnet itself, and
//! never by a handful of findings about the same thing.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use eksnet::config::load::parse;
use eksnet::diag::code::Severity;
use eksnet::diag::diagnostic::Diagnostic;
use eksnet::diag::sink::Sink;
use eksnet::model::build::model::build;
use eksnet::model::network::Reading;
use eksnet::rules::run::run;
use eksnet::targets::render::render;
use proptest::prelude::*;

const STRATEGIES: [&str; 6] = ["eniconfig", "discovery", "auto_mode", "ipv6", "calico", "node_subnets"];
const SOURCES: [&str; 3] = ["native", "module", "existing"];
const INSTALLS: [&str; 4] = ["", "addon", "helm", "manifests"];
const ADOPTS: [&str; 4] = ["", "true", "false", "\"addon\""];
const KINDS: [&str; 6] = ["", "managed", "self_managed", "existing", "karpenter", "auto"];

/// One choice of each.
#[derive(Debug, Clone, Copy)]
struct Choice {
    strategy: &'static str,
    source: &'static str,
    adopted_vpc: bool,
    install: &'static str,
    adopt: &'static str,
    kind: &'static str,
}

fn choices() -> Vec<Choice> {
    let mut all = Vec::new();
    for strategy in STRATEGIES {
        for source in SOURCES {
            for adopted_vpc in [false, true] {
                for install in INSTALLS {
                    for adopt in ADOPTS {
                        for kind in KINDS {
                            all.push(Choice { strategy, source, adopted_vpc, install, adopt, kind });
                        }
                    }
                }
            }
        }
    }
    all
}

/// A file that is right in everything but, perhaps, the choices themselves.
fn file(choice: Choice) -> String {
    let Choice { strategy, source, adopted_vpc, install, adopt, kind } = choice;
    let pod_subnets = matches!(strategy, "eniconfig" | "discovery" | "auto_mode");
    let mut out =
        format!("schema = 1\n[cluster]\nname = \"shop\"\nregion = \"eu-west-1\"\nkubernetes_version = \"1.34\"\nsource = \"{source}\"\n\n");
    if source != "existing" {
        out.push_str("[access.platform]\nprincipal_arn = \"arn:aws:iam::111122223333:role/platform-admin\"\npolicy = \"AmazonEKSClusterAdminPolicy\"\n\n");
    }
    out.push_str("[vpc]\ncidr = \"10.40.0.0/16\"\n");
    if adopted_vpc {
        out.push_str("id = \"vpc-0a1b2c3d4e5f60718\"\n");
    } else if strategy == "ipv6" {
        out.push_str("ipv6 = \"amazon\"\n");
    }
    if pod_subnets {
        out.push_str("secondary_cidrs = [\"100.64.0.0/16\"]\n");
    }
    for (at, zone) in ["eu-west-1a", "eu-west-1b"].into_iter().enumerate() {
        let _ = writeln!(out, "\n[zones.{zone}]");
        if adopted_vpc {
            let _ = writeln!(out, "node = {{ id = \"subnet-0a0000000000000{at}a\", cidr = \"10.40.{at}.0/24\" }}");
            let _ = writeln!(out, "route_table = \"rtb-0a0000000000000{at}a\"");
        }
    }
    out.push_str("\n[subnets]\n");
    if !adopted_vpc {
        out.push_str("public = { prefix = 26 }\ncontrol = { prefix = 28 }\nnode = { prefix = 24 }\n");
    }
    if pod_subnets {
        out.push_str("pod = { prefix = 19 }\n");
    }
    let _ = writeln!(out, "\n[pods]\nstrategy = \"{strategy}\"");
    if strategy == "calico" {
        out.push_str("cidr = \"192.168.0.0/16\"\n");
    }
    if !install.is_empty() || !adopt.is_empty() {
        out.push_str("\n[cni]\n");
        for (key, value) in [("install", format!("\"{install}\"")), ("adopt", adopt.to_owned())] {
            if !matches!(value.as_str(), "" | "\"\"") {
                let _ = writeln!(out, "{key} = {value}");
            }
        }
    }
    if !kind.is_empty() {
        let _ = writeln!(out, "\n[nodes.general]\nkind = \"{kind}\"");
        if matches!(kind, "managed" | "self_managed" | "existing") {
            out.push_str("instance_types = [\"m6i.large\"]\nmin = 2\nmax = 4\n");
        }
    }
    out
}

fn judge(text: &str) -> (Option<Reading>, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let reading = parse(text, &mut sink).map(|raw| {
        let reading = build(&raw, None, &mut sink);
        run(&reading, &mut sink);
        reading
    });
    (reading, sink.into_sorted())
}

fn errors(found: &[Diagnostic]) -> Vec<u16> {
    found.iter().filter(|finding| finding.severity == Severity::Error).map(|finding| finding.code.number).collect()
}

#[test]
fn what_is_not_refused_is_generated() {
    let mut generated: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = BTreeMap::new();
    for choice in choices() {
        let (reading, found) = judge(&file(choice));
        if !errors(&found).is_empty() {
            continue;
        }
        match render(&reading.expect("a model").model, "eksnet.toml") {
            Ok(_) => *generated.entry(choice.strategy).or_default() += 1,
            Err(fault) => {
                faults.entry(fault).or_insert(choice);
            }
        }
    }
    assert!(faults.is_empty(), "passes `check`, and is not generated: {faults:#?}");
    for strategy in eksnet::rules::available::STRATEGIES {
        assert!(generated.get(strategy).is_some_and(|count| *count >= 8), "`{strategy}` is said to be generated: {generated:?}");
    }
}

/// A strategy that is not generated is the one thing to say: nothing about installs, kinds or sources.
#[test]
fn a_strategy_that_is_not_available_is_one_finding() {
    for choice in choices() {
        let possible = choice.adopt != "true" && choice.adopt != "\"addon\"" || choice.source == "existing";
        if eksnet::rules::available::STRATEGIES.contains(&choice.strategy) || !possible {
            continue;
        }
        let (_, found) = judge(&file(choice));
        let limits: Vec<u16> = found.iter().map(|finding| finding.code.number).filter(|number| number / 100 == 8).collect();
        assert_eq!(limits, [803], "{choice:?}");
    }
}

/// One cause, one finding: a combination that is refused is refused once for each choice that is wrong.
#[test]
fn refusals_are_few() {
    for choice in choices() {
        let (_, found) = judge(&file(choice));
        let numbers: Vec<u16> = found.iter().map(|finding| finding.code.number).collect();
        let mut once = numbers.clone();
        once.dedup();
        assert_eq!(numbers, once, "{choice:?} has a finding twice");
        assert!(numbers.len() <= 4, "{choice:?} has {numbers:?}");
    }
}

/// A key with a value, or not there.
fn maybe(key: &'static str, value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    proptest::option::of(value).prop_map(move |value| value.map_or_else(String::new, |value| format!("{key} = {value}\n")))
}

fn cni() -> impl Strategy<Value = String> {
    let target = || (0u32..40).prop_map(|n| n.to_string());
    let flag = || any::<bool>().prop_map(|flag| flag.to_string());
    (
        maybe("prefix_delegation", flag()),
        maybe("warm_eni_target", (0u32..3).prop_map(|n| n.to_string())),
        maybe("warm_ip_target", target()),
        maybe("minimum_ip_target", target()),
        maybe("warm_prefix_target", (0u32..3).prop_map(|n| n.to_string())),
        maybe("max_eni", (1u32..6).prop_map(|n| n.to_string())),
        maybe("external_snat", flag()),
        maybe("network_policy", flag()),
        maybe("security_groups_for_pods", flag()),
        maybe("env.POD_SECURITY_GROUP_ENFORCING_MODE", Just("\"standard\"".to_owned())),
    )
        .prop_map(|(a, b, c, d, e, f, g, h, i, j)| format!("[cni]\n{a}{b}{c}{d}{e}{f}{g}{h}{i}{j}"))
}

fn nodes() -> impl Strategy<Value = String> {
    let names: Vec<&'static str> = eksnet::planning::instances::names().collect();
    (
        proptest::collection::btree_set(proptest::sample::select(names), 1..3),
        prop_oneof![Just("managed"), Just("self_managed")],
        maybe("pods_per_node", (1u32..300).prop_map(|n| n.to_string())),
        maybe("max_pods", (1u32..300).prop_map(|n| n.to_string())),
        maybe("ami_id", Just("\"ami-0a1b2c3d4e5f60718\"".to_owned())),
        maybe("ami_family", Just("\"bottlerocket\"".to_owned())),
        maybe("spot", any::<bool>().prop_map(|flag| flag.to_string())),
    )
        .prop_map(|(types, kind, a, b, c, d, e)| {
            let types: Vec<String> = types.into_iter().map(|name| format!("\"{name}\"")).collect();
            format!("[nodes.general]\nkind = \"{kind}\"\ninstance_types = [{}]\nmin = 1\nmax = 3\n{a}{b}{c}{d}{e}", types.join(", "))
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the CNI and the nodes are set to: what no rule refuses is generated.
    #[test]
    fn settings_that_pass_are_generated(cni in cni(), nodes in nodes()) {
        let base = std::fs::read_to_string(common::root().join("tests/rules/base.toml")).expect("base.toml");
        let text = format!("{base}\n{cni}\n{nodes}");
        let (reading, found) = judge(&text);
        prop_assume!(errors(&found).is_empty());
        let rendered = render(&reading.expect("a model").model, "eksnet.toml");
        prop_assert!(rendered.is_ok(), "{:?}\n{text}", rendered.err());
    }
}
