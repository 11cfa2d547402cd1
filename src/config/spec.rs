//! What `eksnet.toml` may hold: one table of keys, from which come the check for unknown keys and wrong types, the
//! suggestions, and the documentation.

use crate::config::kind::{Kind, Table, key, required};
use crate::config::spec_nodes::NODE_GROUP;

/// The whole file.
pub static FILE: Table = Table {
    keys: &[
        required("schema", Kind::Int, "Version of this format: 1."),
        required("cluster", Kind::Table(&CLUSTER), "The EKS cluster."),
        key("access", Kind::MapOf(&ACCESS), "Who may use a new cluster, by a name of your choice: an EKS access entry each."),
        key("terraform", Kind::Table(&TERRAFORM), "Settings of the generated Terraform roots."),
        key("addons", Kind::StrMap, "Add-on versions by add-on name, such as `coredns = \"v1.12.1-eksbuild.2\"`; default: EKS's default."),
        required("vpc", Kind::Table(&VPC), "The VPC: created, or adopted when `id` is given."),
        required("zones", Kind::MapOf(&ZONE), "Availability zones by full name, such as `[zones.eu-west-1a]`."),
        key("subnets", Kind::Table(&SUBNETS), "Sizes of the subnets that eksnet carves, by role."),
        required("pods", Kind::Table(&PODS), "Where pods get their addresses."),
        key("cni", Kind::Table(&CNI), "The VPC CNI (aws-node)."),
        key("nodes", Kind::MapOf(&NODE_GROUP), "Node groups by name."),
        key("connected", Kind::MapOf(&CONNECTED), "Networks that can see this VPC, by a name of your choice."),
        key("checks", Kind::MapOfStrOr(&CHECK), "Level by rule name: `deny`, `warn` or `allow`, with a reason."),
    ],
};

static CLUSTER: Table = Table {
    keys: &[
        required("name", Kind::Str, "Name of the cluster, 1 to 100 characters. It cannot be changed."),
        required("region", Kind::Str, "AWS Region, such as `eu-west-1`."),
        key("account_id", Kind::Str, "Twelve digits; then the provider refuses any other account."),
        required("kubernetes_version", Kind::Str, "Minor version of Kubernetes, such as `1.34`."),
        key(
            "source",
            Kind::Word(&["native", "module", "existing"]),
            "`native`: plain resources (default). `module`: terraform-aws-modules/eks. `existing`: only the network is added.",
        ),
        key("service_cidr", Kind::Str, "Block of the Service addresses, /12 to /24. It cannot be changed. Default: what EKS would choose."),
        key("security_group", Kind::Str, "An existing cluster's security group."),
        key("deletion_protection", Kind::Bool, "Make EKS refuse to delete the cluster; default false."),
        key("log_types", Kind::StrList, "Control plane logs; default all five."),
        key("log_retention_days", Kind::Int, "How long CloudWatch keeps them; default 365."),
        key("tags", Kind::StrMap, "Tags for everything."),
        key("endpoint", Kind::Table(&ENDPOINT), "Who reaches the Kubernetes API."),
    ],
};

static ENDPOINT: Table = Table {
    keys: &[
        key("private", Kind::Bool, "Whether the API has an address in the VPC; default true."),
        key("public_access_cidrs", Kind::StrList, "Networks that reach its public address; default none, and then it has none."),
    ],
};

static ACCESS: Table = Table {
    keys: &[
        required("principal_arn", Kind::Str, "An IAM role or user."),
        required("policy", Kind::Str, "An EKS access policy, such as `AmazonEKSClusterAdminPolicy`."),
        key("namespaces", Kind::StrList, "Only these namespaces; default: the whole cluster."),
    ],
};

static TERRAFORM: Table = Table {
    keys: &[
        key("required_version", Kind::Str, "Version constraint of Terraform; default `>= 1.9`."),
        key("backend", Kind::Table(&BACKEND), "Where Terraform keeps its state; default: a backend.tf of your own."),
    ],
};

static BACKEND: Table = Table { keys: &[key("s3", Kind::ScalarMap, "Arguments of the `s3` backend: bucket, key, region and so on.")] };

static VPC: Table = Table {
    keys: &[
        key("id", Kind::Str, "An existing VPC: adopt it, add to it, change nothing that is there."),
        required("cidr", Kind::Str, "Primary IPv4 block, /16 to /28; of an adopted VPC: what it has today."),
        key("secondary_cidrs", Kind::StrList, "Blocks that eksnet adds, for pods."),
        key("attached_cidrs", Kind::StrList, "Secondary blocks that an adopted VPC has already."),
        key("nat", Kind::Word(&["per_zone", "single", "none"]), "NAT gateways of a new VPC; default `per_zone`."),
        key("endpoints", Kind::Bool, "Interface and gateway endpoints for what nodes need; default: only when nothing else leads out."),
        key("transit_gateway", Kind::Table(&TRANSIT_GATEWAY), "Attach a new VPC to a transit gateway."),
        key("ipv6", Kind::StrOr(&IPV6), "IPv6 block of a new VPC: `amazon`, or a pool."),
    ],
};

static TRANSIT_GATEWAY: Table = Table {
    keys: &[
        required("id", Kind::Str, "The transit gateway, `tgw-…`."),
        key("default_route", Kind::Bool, "Whether 0.0.0.0/0 goes there too; default false."),
    ],
};

static IPV6: Table = Table {
    keys: &[
        key("ipam_pool", Kind::Str, "An IPAM pool, `ipam-pool-…`."),
        key("netmask_length", Kind::Int, "Length of the block to take from it: 44 to 60 in steps of 4."),
    ],
};

static ZONE: Table = Table {
    keys: &[
        key("public", Kind::StrOr(&SUBNET), "Subnet of NAT gateways and internet-facing load balancers."),
        key("node", Kind::StrOr(&SUBNET), "Subnet of nodes and internal load balancers."),
        key("control", Kind::StrOr(&SUBNET), "Subnet of the cluster's own network interfaces."),
        key("pod", Kind::StrOr(&SUBNET), "Subnet of pods."),
        key("route_table", Kind::Str, "Route table of an adopted VPC that serves this zone, `rtb-…`."),
        key("retired", Kind::Bool, "No nodes and pods here any more; the control subnet stays, because EKS fixes its zones for life."),
    ],
};

static SUBNET: Table = Table {
    keys: &[
        key("cidr", Kind::Str, "Its block."),
        key("id", Kind::Str, "It exists already, with that block."),
        key("prefix", Kind::Int, "Carve a block of that size."),
    ],
};

static SUBNETS: Table = Table {
    keys: &[
        key("public", Kind::Table(&ROLE), "Public subnets."),
        key("control", Kind::Table(&ROLE), "Control subnets."),
        key("node", Kind::Table(&ROLE), "Node subnets."),
        key("pod", Kind::Table(&ROLE), "Pod subnets, from the first secondary block with room."),
    ],
};

static ROLE: Table = Table {
    keys: &[
        key("prefix", Kind::Int, "Carve one block of that prefix length in every zone."),
        key("prefix_reservation", Kind::Int, "Reserve the top block of that length in each subnet for /28 prefixes."),
    ],
};

static PODS: Table = Table {
    keys: &[
        required(
            "strategy",
            Kind::Word(&["eniconfig", "discovery", "auto_mode", "ipv6", "calico", "node_subnets"]),
            "Where pods get their addresses.",
        ),
        key(
            "routable",
            Kind::Bool,
            "Whether anybody beyond the VPC can answer a pod; SNAT follows from it. Default false, for `node_subnets` true.",
        ),
        key("security_groups", Kind::StrList, "Groups of the pods' network interfaces, at most 5; default: the cluster's."),
        key("isolate", Kind::Bool, "Auto Mode: a security group of their own; default false."),
        key("exclude_node_subnets", Kind::Bool, "Discovery: keep pods out of the node subnets; default false."),
        key("cidr", Kind::Str, "Calico: block of the overlay."),
        key("encapsulation", Kind::Word(&["vxlan", "ipip"]), "Calico: default `vxlan`."),
    ],
};

static CNI: Table = Table {
    keys: &[
        key("install", Kind::Word(&["addon", "helm", "manifests"]), "Who installs and configures aws-node; default `addon`."),
        key("version", Kind::Str, "Version of the managed add-on, such as `v1.23.1-eksbuild.1`."),
        key("chart_version", Kind::Str, "Version of the Helm chart."),
        key(
            "adopt",
            Kind::BoolOr(&["self_managed", "addon"]),
            "Take over what is there: `self_managed` (or true) as EKS installed it, or the managed `addon`.",
        ),
        key(
            "helm_release",
            Kind::Bool,
            "With `helm`: a Terraform root of its own with `helm_release`, instead of `helm upgrade` by hand; default false.",
        ),
        key("role_arn", Kind::Str, "An IAM role that aws-node uses already, by its service account."),
        key("identity", Kind::Word(&["pod_identity", "irsa"]), "How aws-node of a new cluster gets its role; default `pod_identity`."),
        key("prefix_delegation", Kind::Bool, "Give network interfaces /28 prefixes instead of single addresses; default false."),
        key("warm_eni_target", Kind::Int, "Unused network interfaces that a node keeps ready."),
        key("warm_ip_target", Kind::Int, "Unused addresses that a node keeps ready."),
        key("minimum_ip_target", Kind::Int, "Addresses that a node holds at least."),
        key("warm_prefix_target", Kind::Int, "Unused prefixes that a node keeps ready."),
        key("max_eni", Kind::Int, "Network interfaces that a node uses at most, the first included."),
        key("external_snat", Kind::Bool, "True: nodes do not translate pod addresses. Default: follows from `pods.routable`."),
        key("exclude_snat_cidrs", Kind::StrList, "Destinations for which nodes do not translate."),
        key("network_policy", Kind::Bool, "Enforce network policies; default false."),
        key("security_groups_for_pods", Kind::Bool, "Branch network interfaces for pods with their own groups; default false."),
        key("env", Kind::ScalarMap, "Further settings of aws-node by their own names, such as `AWS_VPC_ENI_MTU = 8901`."),
    ],
};

static CONNECTED: Table = Table {
    keys: &[
        required("via", Kind::Word(&["transit_gateway", "peering", "direct_connect", "vpn"]), "How it sees this VPC."),
        required("cidrs", Kind::StrList, "Its blocks."),
    ],
};

static CHECK: Table = Table {
    keys: &[
        required("level", Kind::Word(&["deny", "warn", "allow"]), "What to do about a finding."),
        key("reason", Kind::Str, "Why; needed for `allow`."),
    ],
};
