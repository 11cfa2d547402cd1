//! The closed set of aws-node's settings, with types and ranges (rule book section 4.1, CNI v1.23.1).

use crate::config::reader::Scalar;
use crate::model::cidr::Cidr;

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingType {
    /// `true` or `false`; anything else would quietly be the default.
    Bool,
    /// An integer of a range.
    Int {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// One of these words.
    Word(&'static [&'static str]),
    /// IPv4 blocks, separated by commas.
    CidrList,
    /// Key of a node label or annotation.
    LabelKey,
    /// Any text without control characters: a path, an address, a URL.
    Text,
    /// A JSON object of strings.
    JsonMap,
    /// At most 4 characters, not `eth`, `vlan` or `lo`: aws-node exits otherwise.
    VethPrefix,
}

/// Who decides a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The user, under `[cni.env]`.
    User,
    /// A key of `[cni]`.
    Key(&'static str),
    /// eksnet, from what is named here.
    Derived(&'static str),
}

/// One setting.
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    /// The environment variable.
    pub name: &'static str,
    /// What it takes.
    pub kind: SettingType,
    /// Who decides it.
    pub owner: Owner,
    /// Whether it goes to the init container.
    pub init: bool,
    /// Whether it goes to the main container.
    pub main: bool,
}

const fn user(name: &'static str, kind: SettingType) -> Setting {
    Setting { name, kind, owner: Owner::User, init: false, main: true }
}

const fn owned(name: &'static str, kind: SettingType, owner: Owner) -> Setting {
    Setting { name, kind, owner, init: false, main: true }
}

const LOG_LEVELS: SettingType = SettingType::Word(&["DEBUG", "INFO", "WARN", "ERROR", "FATAL"]);
const COUNT: SettingType = SettingType::Int { min: 0, max: 4096 };
const MTU: SettingType = SettingType::Int { min: 576, max: 9001 };

/// All settings, sorted by name.
pub static SETTINGS: &[Setting] = &[
    user("ADDITIONAL_ENI_TAGS", SettingType::JsonMap),
    user("ANNOTATE_POD_IP", SettingType::Bool),
    user("AWS_EC2_ENDPOINT", SettingType::Text),
    user("AWS_EXTERNAL_SERVICE_CIDRS", SettingType::CidrList),
    user("AWS_MANAGE_ENIS_NON_SCHEDULABLE", SettingType::Bool),
    user("AWS_VPC_CNI_NODE_PORT_SUPPORT", SettingType::Bool),
    user("AWS_VPC_ENI_MTU", MTU),
    user("AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER", SettingType::Bool),
    owned("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", SettingType::Bool, Owner::Derived("pods.strategy")),
    owned("AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS", SettingType::CidrList, Owner::Key("exclude_snat_cidrs")),
    owned("AWS_VPC_K8S_CNI_EXTERNALSNAT", SettingType::Bool, Owner::Key("external_snat")),
    user("AWS_VPC_K8S_CNI_LOGLEVEL", LOG_LEVELS),
    user("AWS_VPC_K8S_CNI_LOG_FILE", SettingType::Text),
    user("AWS_VPC_K8S_CNI_RANDOMIZESNAT", SettingType::Word(&["hashrandom", "prng", "none"])),
    user("AWS_VPC_K8S_CNI_VETHPREFIX", SettingType::VethPrefix),
    user("AWS_VPC_K8S_PLUGIN_LOG_FILE", SettingType::Text),
    user("AWS_VPC_K8S_PLUGIN_LOG_LEVEL", LOG_LEVELS),
    owned("CLUSTER_ENDPOINT", SettingType::Text, Owner::Derived("the cluster")),
    owned("CLUSTER_NAME", SettingType::Text, Owner::Derived("cluster.name")),
    user("DISABLE_INTROSPECTION", SettingType::Bool),
    user("DISABLE_LEAKED_ENI_CLEANUP", SettingType::Bool),
    user("DISABLE_METRICS", SettingType::Bool),
    user("DISABLE_NETWORK_RESOURCE_PROVISIONING", SettingType::Bool),
    user("DISABLE_POD_V6", SettingType::Bool),
    Setting { name: "DISABLE_TCP_EARLY_DEMUX", kind: SettingType::Bool, owner: Owner::User, init: true, main: false },
    user("ENABLE_BANDWIDTH_PLUGIN", SettingType::Bool),
    user("ENABLE_IMDS_ONLY_MODE", SettingType::Bool),
    owned("ENABLE_IPv4", SettingType::Bool, Owner::Derived("pods.strategy")),
    owned("ENABLE_IPv6", SettingType::Bool, Owner::Derived("pods.strategy")),
    user("ENABLE_MULTI_NIC", SettingType::Bool),
    user("ENABLE_NFTABLES", SettingType::Bool),
    owned("ENABLE_POD_ENI", SettingType::Bool, Owner::Key("security_groups_for_pods")),
    owned("ENABLE_PREFIX_DELEGATION", SettingType::Bool, Owner::Key("prefix_delegation")),
    owned("ENABLE_SUBNET_DISCOVERY", SettingType::Bool, Owner::Derived("pods.strategy")),
    user("ENABLE_V4_EGRESS", SettingType::Bool),
    Setting { name: "ENABLE_V6_EGRESS", kind: SettingType::Bool, owner: Owner::User, init: true, main: true },
    owned("ENI_CONFIG_ANNOTATION_DEF", SettingType::LabelKey, Owner::Derived("pods.strategy")),
    owned("ENI_CONFIG_LABEL_DEF", SettingType::LabelKey, Owner::Derived("pods.strategy")),
    user("HOST_CNI_BIN_PATH", SettingType::Text),
    user("HOST_CNI_CONFDIR_PATH", SettingType::Text),
    user("INTROSPECTION_BIND_ADDRESS", SettingType::Text),
    user("IP_COOLDOWN_PERIOD", SettingType::Int { min: 0, max: 86_400 }),
    owned("MAX_ENI", COUNT, Owner::Key("max_eni")),
    owned("MINIMUM_IP_TARGET", COUNT, Owner::Key("minimum_ip_target")),
    user("NETWORK_POLICY_ENFORCING_MODE", SettingType::Word(&["standard", "strict"])),
    user("POD_MTU", MTU),
    user("POD_SECURITY_GROUP_ENFORCING_MODE", SettingType::Word(&["strict", "standard"])),
    owned("WARM_ENI_TARGET", COUNT, Owner::Key("warm_eni_target")),
    owned("WARM_IP_TARGET", COUNT, Owner::Key("warm_ip_target")),
    owned("WARM_PREFIX_TARGET", COUNT, Owner::Key("warm_prefix_target")),
];

/// The setting of that name.
pub fn find(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}

impl Setting {
    /// The value as aws-node reads it, or what the setting takes.
    pub fn accept(&self, value: &Scalar) -> Result<String, String> {
        let text = value.to_string();
        match self.kind {
            SettingType::Bool => match value {
                Scalar::Bool(_) => Ok(text),
                Scalar::Str(word) if matches!(word.as_str(), "true" | "false") => Ok(text),
                _ => Err("`true` or `false`".to_owned()),
            },
            SettingType::Int { min, max } => match text.parse::<i64>() {
                Ok(number) if (min..=max).contains(&number) => Ok(number.to_string()),
                _ => Err(format!("an integer from {min} to {max}")),
            },
            SettingType::Word(words) => {
                if words.contains(&text.as_str()) {
                    Ok(text)
                } else {
                    Err(crate::config::suggest::alternatives(words.iter().copied()))
                }
            }
            SettingType::CidrList => {
                let ok = text.split(',').all(|part| Cidr::parse(part.trim()).is_ok());
                if ok {
                    Ok(text.split(',').map(str::trim).collect::<Vec<_>>().join(","))
                } else {
                    Err("IPv4 blocks, separated by commas".to_owned())
                }
            }
            SettingType::LabelKey | SettingType::Text => {
                let ok = !text.is_empty() && !text.chars().any(char::is_control);
                if ok { Ok(text) } else { Err("a text without control characters".to_owned()) }
            }
            SettingType::JsonMap => {
                let parsed: Result<std::collections::BTreeMap<String, String>, _> = serde_json::from_str(&text);
                match parsed {
                    // aws-node drops all tags when one key holds k8s.amazonaws.com, a key is too long, or the JSON is bad.
                    Ok(tags)
                        if tags.iter().all(|(key, value)| {
                            (1..=128).contains(&key.chars().count()) && value.chars().count() <= 256 && !key.contains("k8s.amazonaws.com")
                        }) =>
                    {
                        Ok(serde_json::to_string(&tags).unwrap_or(text))
                    }
                    _ => Err("a JSON object of tags, keys of at most 128 characters without `k8s.amazonaws.com`, values of at most 256"
                        .to_owned()),
                }
            }
            SettingType::VethPrefix => {
                let ok = (1..=4).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_alphanumeric())
                    && !matches!(text.as_str(), "eth" | "vlan" | "lo");
                if ok { Ok(text) } else { Err("1 to 4 letters or digits other than `eth`, `vlan` and `lo`".to_owned()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_and_unique() {
        assert!(SETTINGS.windows(2).all(|pair| pair[0].name < pair[1].name));
    }

    #[test]
    fn typed() {
        let mtu = find("AWS_VPC_ENI_MTU").unwrap();
        assert_eq!(mtu.accept(&Scalar::Int(8901)), Ok("8901".into()));
        assert!(mtu.accept(&Scalar::Int(9002)).is_err());
        let flag = find("DISABLE_METRICS").unwrap();
        assert_eq!(flag.accept(&Scalar::Bool(true)), Ok("true".into()));
        assert!(flag.accept(&Scalar::Str("yes".into())).is_err());
        assert!(find("AWS_EXTERNAL_SERVICE_CIDR").is_none());
        assert!(find("AWS_VPC_K8S_CNI_VETHPREFIX").unwrap().accept(&Scalar::Str("eth".into())).is_err());
    }
}
