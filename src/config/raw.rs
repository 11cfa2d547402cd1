//! The document as read: what the user wrote, nothing derived, nothing defaulted.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::reader::{Reader, Scalar};
use crate::diag::span::{Sp, Span};

/// A list of strings and its own place.
pub type RawList = Option<Sp<Vec<Sp<String>>>>;
/// String values by key, with the key's place.
pub type RawMap = BTreeMap<String, (Span, Sp<String>)>;
/// Scalar values by key, with the key's place.
pub type RawScalars = BTreeMap<String, (Span, Sp<Scalar>)>;

/// `eksnet.toml`.
#[derive(Debug, Default)]
pub struct RawConfig {
    /// Dotted paths of keys that were refused or are missing.
    pub faulty: BTreeSet<String>,
    /// `[cluster]`.
    pub cluster: RawCluster,
    /// `[access.<name>]`.
    pub access: Vec<RawAccess>,
    /// `[terraform]`.
    pub terraform: RawTerraform,
    /// `[addons]`.
    pub addons: RawMap,
    /// `[vpc]`.
    pub vpc: RawVpc,
    /// `[zones.<zone>]`.
    pub zones: Vec<RawZone>,
    /// `[subnets.<role>]` by role name.
    pub subnets: BTreeMap<&'static str, RawRole>,
    /// `[pods]`.
    pub pods: RawPods,
    /// `[cni]`.
    pub cni: RawCni,
    /// `[nodes.<name>]`.
    pub nodes: Vec<RawNodeGroup>,
    /// `[connected.<name>]`.
    pub connected: Vec<RawConnected>,
    /// `[checks]`.
    pub checks: Vec<RawCheck>,
}

/// Declares a raw table: its fields, and how each is read.
macro_rules! raw {
    ($(#[$doc:meta])* $name:ident { $($field:ident : $method:ident -> $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Default)]
        #[allow(missing_docs, reason = "the keys are documented in config::spec")]
        pub struct $name {
            /// Where the header stands.
            pub span: Span,
            $(pub $field: $type,)*
        }

        impl $name {
            pub(crate) fn read(reader: &Reader<'_>) -> Self {
                Self { span: reader.span(), $($field: reader.$method(stringify!($field)),)* }
            }
        }
    };
}

raw!(/// `[cluster]` without its endpoint.
RawClusterKeys {
    name: str -> Option<Sp<String>>, region: str -> Option<Sp<String>>, account_id: str -> Option<Sp<String>>,
    kubernetes_version: str -> Option<Sp<String>>, source: str -> Option<Sp<String>>, service_cidr: str -> Option<Sp<String>>,
    security_group: str -> Option<Sp<String>>, deletion_protection: bool -> Option<Sp<bool>>, log_types: strings -> RawList,
    log_retention_days: int -> Option<Sp<i64>>, tags: string_map -> RawMap,
});
raw!(/// `[cluster.endpoint]`.
RawEndpoint { private: bool -> Option<Sp<bool>>, public_access_cidrs: strings -> RawList });
raw!(/// `[access.<name>]`.
RawAccessKeys { principal_arn: str -> Option<Sp<String>>, policy: str -> Option<Sp<String>>, namespaces: strings -> RawList });
raw!(/// `[vpc.transit_gateway]`.
RawTransitGateway { id: str -> Option<Sp<String>>, default_route: bool -> Option<Sp<bool>> });
raw!(/// `[vpc.ipv6]` as a table.
RawIpv6 { ipam_pool: str -> Option<Sp<String>>, netmask_length: int -> Option<Sp<i64>> });
raw!(/// `[vpc]` without its tables.
RawVpcKeys {
    id: str -> Option<Sp<String>>, cidr: str -> Option<Sp<String>>, secondary_cidrs: strings -> RawList, attached_cidrs: strings -> RawList,
    nat: str -> Option<Sp<String>>, endpoints: bool -> Option<Sp<bool>>, ipv6: str -> Option<Sp<String>>,
});
raw!(/// A subnet of a zone, as a table.
RawSubnetKeys { cidr: str -> Option<Sp<String>>, id: str -> Option<Sp<String>>, prefix: int -> Option<Sp<i64>> });
raw!(/// `[zones.<zone>]` without its subnets.
RawZoneKeys { route_table: str -> Option<Sp<String>>, retired: bool -> Option<Sp<bool>> });
raw!(/// `[subnets.<role>]`.
RawRole { prefix: int -> Option<Sp<i64>>, prefix_reservation: int -> Option<Sp<i64>> });
raw!(/// `[pods]`.
RawPods {
    strategy: str -> Option<Sp<String>>, routable: bool -> Option<Sp<bool>>, security_groups: strings -> RawList, isolate: bool -> Option<Sp<bool>>,
    exclude_node_subnets: bool -> Option<Sp<bool>>, cidr: str -> Option<Sp<String>>, encapsulation: str -> Option<Sp<String>>,
});
raw!(/// `[cni]`.
RawCni {
    install: str -> Option<Sp<String>>, version: str -> Option<Sp<String>>, chart_version: str -> Option<Sp<String>>,
    adopt: bool_or_str -> Option<Sp<Scalar>>, helm_release: bool -> Option<Sp<bool>>, role_arn: str -> Option<Sp<String>>,
    identity: str -> Option<Sp<String>>, prefix_delegation: bool -> Option<Sp<bool>>, warm_eni_target: int -> Option<Sp<i64>>,
    warm_ip_target: int -> Option<Sp<i64>>, minimum_ip_target: int -> Option<Sp<i64>>, warm_prefix_target: int -> Option<Sp<i64>>,
    max_eni: int -> Option<Sp<i64>>, external_snat: bool -> Option<Sp<bool>>, exclude_snat_cidrs: strings -> RawList,
    network_policy: bool -> Option<Sp<bool>>, security_groups_for_pods: bool -> Option<Sp<bool>>, env: scalar_map -> RawScalars,
});
raw!(/// One taint.
RawTaint { key: str -> Option<Sp<String>>, value: str -> Option<Sp<String>>, effect: str -> Option<Sp<String>> });
raw!(/// `[nodes.<name>]` without its taints.
RawNodeGroupKeys {
    kind: str -> Option<Sp<String>>, instance_types: strings -> RawList, min: int -> Option<Sp<i64>>, max: int -> Option<Sp<i64>>,
    desired: int -> Option<Sp<i64>>, ami_family: str -> Option<Sp<String>>, ami_release: str -> Option<Sp<String>>, ami_id: str -> Option<Sp<String>>,
    volume_gib: int -> Option<Sp<i64>>, spot: bool -> Option<Sp<bool>>, on_demand_base: int -> Option<Sp<i64>>, labels: string_map -> RawMap,
    pods_per_node: int -> Option<Sp<i64>>, max_pods: int -> Option<Sp<i64>>, capacity_types: strings -> RawList, architectures: strings -> RawList,
    instance_categories: strings -> RawList, instance_cpus: ints -> Option<Sp<Vec<Sp<i64>>>>, cpu_limit: int -> Option<Sp<i64>>,
});
raw!(/// `[connected.<name>]`.
RawConnectedKeys { via: str -> Option<Sp<String>>, cidrs: strings -> RawList });
raw!(/// An entry of `[checks]`, as a table.
RawCheckKeys { level: str -> Option<Sp<String>>, reason: str -> Option<Sp<String>> });
raw!(/// `[terraform]` without its backend.
RawTerraformKeys { required_version: str -> Option<Sp<String>> });

/// `[cluster]`.
#[derive(Debug, Default)]
pub struct RawCluster {
    /// Its plain keys.
    pub keys: RawClusterKeys,
    /// `[cluster.endpoint]`.
    pub endpoint: RawEndpoint,
}

/// `[access.<name>]`.
#[derive(Debug)]
pub struct RawAccess {
    /// The name in the header.
    pub name: Sp<String>,
    /// Its keys.
    pub keys: RawAccessKeys,
}

/// `[terraform]`.
#[derive(Debug, Default)]
pub struct RawTerraform {
    /// Its plain keys.
    pub keys: RawTerraformKeys,
    /// `[terraform.backend.s3]`, when it is there.
    pub s3: Option<RawScalars>,
}

/// `[vpc]`.
#[derive(Debug, Default)]
pub struct RawVpc {
    /// Its plain keys.
    pub keys: RawVpcKeys,
    /// `[vpc.transit_gateway]`.
    pub transit_gateway: Option<RawTransitGateway>,
    /// `[vpc.ipv6]` when it is a table.
    pub ipv6_table: Option<RawIpv6>,
}

/// What a zone says about the subnet of one role.
#[derive(Debug)]
pub enum RawSubnet {
    /// Just a block.
    Cidr(Sp<String>),
    /// A table.
    Table(RawSubnetKeys),
}

/// `[zones.<zone>]`.
#[derive(Debug)]
pub struct RawZone {
    /// The zone in the header.
    pub name: Sp<String>,
    /// Its plain keys.
    pub keys: RawZoneKeys,
    /// Its subnets by role name.
    pub subnets: BTreeMap<&'static str, RawSubnet>,
}

/// `[nodes.<name>]`.
#[derive(Debug)]
pub struct RawNodeGroup {
    /// The name in the header.
    pub name: Sp<String>,
    /// Its plain keys.
    pub keys: RawNodeGroupKeys,
    /// Its taints.
    pub taints: Vec<RawTaint>,
}

/// `[connected.<name>]`.
#[derive(Debug)]
pub struct RawConnected {
    /// The name in the header.
    pub name: Sp<String>,
    /// Its keys.
    pub keys: RawConnectedKeys,
}

/// An entry of `[checks]`.
#[derive(Debug)]
pub struct RawCheck {
    /// The rule's name.
    pub name: Sp<String>,
    /// `deny`, `warn` or `allow`.
    pub level: Option<Sp<String>>,
    /// Why.
    pub reason: Option<Sp<String>>,
}

/// The roles that a subnet can have, in their written form.
pub const ROLES: [&str; 4] = ["public", "control", "node", "pod"];

impl RawConfig {
    /// Reads a judged document.
    pub(crate) fn read(file: &Reader<'_>, faulty: BTreeSet<String>) -> Self {
        let empty = || Reader::new(EMPTY.get_or_init(toml::de::DeTable::new), 0..0);
        let table = |key: &str| file.table(key).unwrap_or_else(empty);
        let (cluster, vpc, terraform) = (table("cluster"), table("vpc"), table("terraform"));
        Self {
            faulty,
            cluster: RawCluster {
                keys: RawClusterKeys::read(&cluster),
                endpoint: RawEndpoint::read(&cluster.table("endpoint").unwrap_or_else(empty)),
            },
            access: file.tables("access").into_iter().map(|(name, t)| RawAccess { name, keys: RawAccessKeys::read(&t) }).collect(),
            terraform: RawTerraform {
                keys: RawTerraformKeys::read(&terraform),
                s3: terraform.table("backend").filter(|backend| backend.table("s3").is_some()).map(|backend| backend.scalar_map("s3")),
            },
            addons: file.string_map("addons"),
            vpc: RawVpc {
                keys: RawVpcKeys::read(&vpc),
                transit_gateway: vpc.table("transit_gateway").map(|t| RawTransitGateway::read(&t)),
                ipv6_table: vpc.table("ipv6").map(|t| RawIpv6::read(&t)),
            },
            zones: file.tables("zones").into_iter().map(|(name, t)| read_zone(name, &t)).collect(),
            subnets: ROLES.into_iter().filter_map(|role| Some((role, RawRole::read(&file.table("subnets")?.table(role)?)))).collect(),
            pods: RawPods::read(&table("pods")),
            cni: RawCni::read(&table("cni")),
            nodes: file
                .tables("nodes")
                .into_iter()
                .map(|(name, t)| RawNodeGroup {
                    name,
                    keys: RawNodeGroupKeys::read(&t),
                    taints: t.table_list("taints").iter().map(RawTaint::read).collect(),
                })
                .collect(),
            connected: file
                .tables("connected")
                .into_iter()
                .map(|(name, t)| RawConnected { name, keys: RawConnectedKeys::read(&t) })
                .collect(),
            checks: read_checks(file),
        }
    }
}

static EMPTY: std::sync::OnceLock<toml::de::DeTable<'static>> = std::sync::OnceLock::new();

fn read_zone(name: Sp<String>, reader: &Reader<'_>) -> RawZone {
    let subnets = ROLES
        .into_iter()
        .filter_map(|role| {
            let subnet = match reader.table(role) {
                Some(table) => RawSubnet::Table(RawSubnetKeys::read(&table)),
                None => RawSubnet::Cidr(reader.str(role)?),
            };
            Some((role, subnet))
        })
        .collect();
    RawZone { name, keys: RawZoneKeys::read(reader), subnets }
}

fn read_checks(file: &Reader<'_>) -> Vec<RawCheck> {
    let mut checks: Vec<RawCheck> = file
        .string_map("checks")
        .into_iter()
        .map(|(name, (span, level))| RawCheck { name: Sp::new(name, span), level: Some(level), reason: None })
        .collect();
    for (name, table) in file.tables("checks") {
        let keys = RawCheckKeys::read(&table);
        checks.push(RawCheck { name, level: keys.level, reason: keys.reason });
    }
    checks.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    checks
}
