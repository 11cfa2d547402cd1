//! What the user typed after `eksnet capacity`.

use clap::{Args, Subcommand, ValueEnum};

/// `eksnet capacity`.
#[derive(Debug, Args)]
pub struct CapacityArgs {
    /// Of what.
    #[command(subcommand)]
    pub of: CapacityOf,
}

/// What to work out.
#[derive(Debug, Subcommand)]
pub enum CapacityOf {
    /// One node: the VPC CNI's address pool, max-pods, and what the subnets give up for it
    Node(NodeArgs),
    /// Instance types, ranked by the pods that they make of a subnet's addresses
    Instances(InstancesArgs),
    /// Subnets: addresses that AWS gives out, /28 blocks for prefixes, and what nodes leave
    Subnet(SubnetArgs),
}

/// `eksnet capacity instances`.
#[derive(Debug, Args)]
#[allow(clippy::doc_markdown, reason = "the lines are its help text")]
pub struct InstancesArgs {
    /// Pods with an address of ipamd on each node; default: full nodes
    #[arg(long, value_name = "P", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub pods: Option<u32>,
    /// Only types whose name begins so, such as m6i.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub begins: String,
    /// So many types; 0: all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub top: usize,
    /// Pods have subnets of their own
    #[arg(long)]
    pub custom_networking: bool,
    /// Interfaces hold /28 prefixes
    #[arg(long)]
    pub prefix_delegation: bool,
    /// WARM_IP_TARGET
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=65_536))]
    pub warm_ip_target: Option<u32>,
    /// MINIMUM_IP_TARGET
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=65_536))]
    pub minimum_ip_target: Option<u32>,
    /// How the figures are printed
    #[arg(long, value_enum, default_value_t = CapacityFormat::Text)]
    pub format: CapacityFormat,
}

/// `eksnet capacity subnet`.
#[derive(Debug, Args)]
pub struct SubnetArgs {
    /// Blocks, such as 10.0.0.0/28
    #[arg(required = true, value_name = "CIDR")]
    pub cidrs: Vec<String>,
    /// Nodes that have one address each in them
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub nodes: u64,
    /// How the figures are printed
    #[arg(long, value_enum, default_value_t = CapacityFormat::Text)]
    pub format: CapacityFormat,
}

/// `eksnet capacity node`.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, clippy::doc_markdown, reason = "switches of one command; the lines are its help text")]
#[command(after_help = "What is not set is as the VPC CNI's chart, manifest and add-on have it: WARM_ENI_TARGET=1, in prefix mode \
WARM_PREFIX_TARGET=1. Without --max-pods the pool is reckoned as if the kubelet's max-pods were out of reach; with it, \
ipamd stops growing there (VPC CNI 1.16.3 and later).")]
pub struct NodeArgs {
    /// Instance type, such as m5.large
    #[arg(long, value_name = "TYPE", conflicts_with_all = ["enis", "ips_per_eni"], required_unless_present = "enis")]
    pub instance: Option<String>,
    /// Network interfaces of the default network card, instead of a type
    #[arg(long, value_name = "N", requires = "ips_per_eni", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub enis: Option<u32>,
    /// IPv4 addresses of each interface, its own included
    #[arg(long, value_name = "M", requires = "enis", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub ips_per_eni: Option<u32>,
    /// Pods with an address of ipamd, those on the host's network not counted; default: as many as max-pods lets in
    #[arg(long, value_name = "P", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub pods: Option<u32>,
    /// Pods have subnets of their own (ENIConfig): the first interface serves none
    #[arg(long)]
    pub custom_networking: bool,
    /// Interfaces hold /28 prefixes
    #[arg(long)]
    pub prefix_delegation: bool,
    /// WARM_ENI_TARGET
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=4096))]
    pub warm_eni_target: Option<u32>,
    /// WARM_IP_TARGET; 0 is the same as unset
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=65_536))]
    pub warm_ip_target: Option<u32>,
    /// MINIMUM_IP_TARGET; 0 is the same as unset
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=65_536))]
    pub minimum_ip_target: Option<u32>,
    /// WARM_PREFIX_TARGET
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=4096))]
    pub warm_prefix_target: Option<u32>,
    /// MAX_ENI, the first interface included; 0 is the same as unset
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=4096))]
    pub max_eni: Option<u32>,
    /// What the kubelet is told; default: by the type and the mode, as AWS counts
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub max_pods: Option<u32>,
    /// An interface is kept for the trunk of security groups for pods
    #[arg(long)]
    pub security_groups_for_pods: bool,
    /// IPv6 pods
    #[arg(long, conflicts_with = "custom_networking")]
    pub ipv6: bool,
    /// A Windows node: one interface, the targets of the VPC resource controller
    #[arg(long, conflicts_with_all = ["ipv6", "custom_networking", "security_groups_for_pods", "max_eni", "warm_eni_target"])]
    pub windows: bool,
    /// How the figures are printed
    #[arg(long, value_enum, default_value_t = CapacityFormat::Text)]
    pub format: CapacityFormat,
}

/// How figures are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CapacityFormat {
    /// The derivation, line by line
    Text,
    /// Versioned JSON
    Json,
}
