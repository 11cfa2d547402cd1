//! Strategy × cluster × VPC × installation × kind of nodes: every cell either generates, or is refused with codes that say why.
//! No cell may end in a fault of eksnet's own.
#![allow(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use common::{golden, names, root};
use eksnet::config::load::parse;
use eksnet::diag::code::Severity;
use eksnet::diag::sink::Sink;
use eksnet::model::build::model::build;
use eksnet::model::network::Reading;
use eksnet::rules::run::run;
use eksnet::targets::render::render;

const STRATEGIES: [&str; 6] = ["eniconfig", "discovery", "auto_mode", "ipv6", "calico", "node_subnets"];
const SOURCES: [&str; 3] = ["native", "module", "existing"];
const VPCS: [&str; 2] = ["create", "adopt"];
const INSTALLS: [&str; 3] = ["addon", "helm", "manifests"];
const KINDS: [&str; 5] = ["managed", "self_managed", "existing", "karpenter", "auto"];

/// One cell's input: what a user who knows what they want would write.
fn input(strategy: &str, source: &str, vpc: &str, install: &str, kind: &str) -> String {
    let mut text = String::from("schema = 1\n\n[cluster]\nname = \"cell\"\nregion = \"eu-west-1\"\nkubernetes_version = \"1.34\"\n");
    let own_pods = matches!(strategy, "eniconfig" | "discovery" | "auto_mode");
    let new = source != "existing";
    let _ = writeln!(text, "source = \"{source}\"");
    if new && strategy != "ipv6" {
        text.push_str("service_cidr = \"172.20.0.0/16\"\n");
    }
    if new {
        text.push_str(
            "\n[access.admins]\nprincipal_arn = \"arn:aws:iam::111122223333:role/admins\"\npolicy = \"AmazonEKSClusterAdminPolicy\"\n",
        );
    }
    text.push_str("\n[vpc]\ncidr = \"10.40.0.0/20\"\n");
    if own_pods {
        text.push_str("secondary_cidrs = [\"100.64.0.0/16\"]\n");
    }
    if vpc == "adopt" {
        text.push_str("id = \"vpc-0a1b2c3d4e5f60718\"\n");
        for (letter, block) in [("a", "10.40.0.0/24"), ("b", "10.40.1.0/24")] {
            let _ = write!(
                text,
                "\n[zones.eu-west-1{letter}]\nnode = {{ id = \"subnet-0a00000000000001{letter}\", cidr = \"{block}\" }}\nroute_table = \"rtb-0a00000000000001{letter}\"\n"
            );
        }
        if own_pods {
            text.push_str("\n[subnets.pod]\nprefix = 18\n");
        }
    } else {
        if strategy == "ipv6" {
            text.push_str("ipv6 = \"amazon\"\n");
        }
        text.push_str("\n[zones.eu-west-1a]\n[zones.eu-west-1b]\n\n[subnets]\npublic = { prefix = 26 }\ncontrol = { prefix = 28 }\nnode = { prefix = 24 }\n");
        if own_pods {
            text.push_str("pod = { prefix = 18 }\n");
        }
    }
    let _ = write!(text, "\n[pods]\nstrategy = \"{strategy}\"\n");
    if strategy == "calico" {
        text.push_str("cidr = \"192.168.0.0/16\"\n");
    }
    let _ = write!(text, "\n[cni]\ninstall = \"{install}\"\n");
    if !new && strategy != "calico" {
        text.push_str("adopt = true\n");
    }
    if strategy == "node_subnets" {
        text.push_str("warm_ip_target = 2\nminimum_ip_target = 12\n");
    }
    let _ = write!(text, "\n[nodes.workers]\nkind = \"{kind}\"\n");
    text.push_str(match kind {
        "auto" | "karpenter" => {
            "instance_categories = [\"m\"]\ncapacity_types = [\"on-demand\"]\narchitectures = [\"amd64\"]\ncpu_limit = 64\n"
        }
        _ => "instance_types = [\"m6i.large\"]\nmin = 2\nmax = 4\n",
    });
    text
}

/// What becomes of a cell: nothing to say, or the codes of its errors.
fn judge(text: &str) -> BTreeSet<String> {
    let mut sink = Sink::new();
    let reading: Option<Reading> = parse(text, &mut sink).map(|raw| {
        let reading = build(&raw, None, &mut sink);
        run(&reading, &mut sink);
        reading
    });
    let errors: BTreeSet<String> = sink.found().iter().filter(|d| d.severity == Severity::Error).map(|d| d.code.to_string()).collect();
    if errors.is_empty() {
        let reading = reading.expect("no findings, so there is a model");
        let tree = render(&reading.model, "eksnet.toml").unwrap_or_else(|fault| panic!("a fault of eksnet itself: {fault}\n{text}"));
        assert!(!tree.is_empty(), "an empty tree:\n{text}");
    }
    errors
}

/// The cells that an example stands in.
fn proven() -> BTreeMap<[String; 5], Vec<String>> {
    let mut cells: BTreeMap<[String; 5], Vec<String>> = BTreeMap::new();
    for example in names(&root().join("examples")) {
        let Ok(text) = fs::read_to_string(root().join("examples").join(&example).join("eksnet.toml")) else { continue };
        let file: toml::Table = text.parse().expect("examples are TOML");
        let word = |path: &[&str], default: &str| {
            let mut value = file.get(path[0]);
            for key in &path[1..] {
                value = value.and_then(|value| value.get(key));
            }
            value.and_then(|value| value.as_str()).unwrap_or(default).to_owned()
        };
        let vpc = if file["vpc"].get("id").is_some() { "adopt" } else { "create" };
        let kinds: BTreeSet<String> = file
            .get("nodes")
            .and_then(|nodes| nodes.as_table())
            .map(|nodes| nodes.values().filter_map(|group| Some(group.get("kind")?.as_str()?.to_owned())).collect())
            .unwrap_or_default();
        for kind in kinds {
            let cell = [
                word(&["pods", "strategy"], ""),
                word(&["cluster", "source"], "native"),
                vpc.to_owned(),
                word(&["cni", "install"], "addon"),
                kind,
            ];
            cells.entry(cell).or_default().push(example.clone());
        }
    }
    cells
}

#[test]
fn no_cell_is_silent() {
    let proven = proven();
    let (mut by_example, mut generated, mut refused) = (0, 0, 0);
    let mut table = String::new();
    for strategy in STRATEGIES {
        let _ = write!(
            table,
            "\n## `{strategy}`\n\n| cluster | VPC | install | {} |\n|---|---|---|{}\n",
            KINDS.map(|kind| format!("`{kind}`")).join(" | "),
            "---|".repeat(KINDS.len())
        );
        for source in SOURCES {
            for vpc in VPCS {
                for install in INSTALLS {
                    let mut cells = Vec::new();
                    for kind in KINDS {
                        let errors = judge(&input(strategy, source, vpc, install, kind));
                        let key = [strategy, source, vpc, install, kind].map(str::to_owned);
                        cells.push(match (errors.is_empty(), proven.get(&key)) {
                            (true, Some(examples)) => {
                                by_example += 1;
                                // One is proof enough; the README lists them all.
                                examples.first().map(|name| format!("[{name}](../examples/{name}/eksnet.toml)")).unwrap_or_default()
                            }
                            (true, None) => {
                                generated += 1;
                                "generated".to_owned()
                            }
                            (false, _) => {
                                refused += 1;
                                errors.into_iter().collect::<Vec<_>>().join(", ")
                            }
                        });
                    }
                    let _ = writeln!(table, "| {source} | {vpc} | {install} | {} |", cells.join(" | "));
                }
            }
        }
    }
    let cells = by_example + generated + refused;
    assert_eq!(cells, STRATEGIES.len() * SOURCES.len() * VPCS.len() * INSTALLS.len() * KINDS.len());
    let text = format!(
        "<!-- @generated by EKSNET_BLESS=1 cargo test --test matrix_doc -->\n\n# What goes together\n\nEvery combination of strategy, cluster, VPC, installation and kind of \
         nodes: {cells} cells. {by_example} stand in an example that passes\nthe whole proof, {generated} are generated by the same parts without an example of their own, \
         {refused} are refused with codes that say why\n(`eksnet explain CODE`).\n{table}"
    );
    golden(&root().join("docs/matrix.md"), &text);
}
