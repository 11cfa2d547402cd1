//! Names that AWS, EKS and Kubernetes accept, and versions.

use std::fmt;

/// Declares a newtype over a checked string.
macro_rules! text_newtype {
    ($($(#[$doc:meta])* $name:ident, $check:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// Accepts a text that keeps the rule of the type.
            pub fn parse(text: &str) -> Option<Self> {
                let check: fn(&str) -> bool = $check;
                check(text).then(|| Self(text.to_owned()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

text_newtype! {
    /// Name of an EKS cluster: 1 to 100 letters, digits, `-` or `_`, beginning with a letter or digit (L2).
    ClusterName, |text| (1..=100).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        && text.as_bytes()[0].is_ascii_alphanumeric();
    /// Name of a node group, an access entry, a connected network: 1 to 57 letters, digits, `-` or `_`, beginning with a
    /// letter or digit. EKS allows node groups 63 characters (L6); Terraform's name prefix and its hyphen take their share.
    Name, |text| (1..=57).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        && text.as_bytes()[0].is_ascii_alphanumeric();
    /// An EC2 instance type such as `m6i.large`, or `u-6tb1.56xlarge`. Whether AWS has it, the table of types knows.
    InstanceType, |text| text.split_once('.').is_some_and(|(family, size)| {
        !family.is_empty() && !size.is_empty()
            && family.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && size.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    });
    /// Version of a managed add-on, such as `v1.23.1-eksbuild.1`.
    AddonVersion, |text| text.strip_prefix('v').and_then(|rest| rest.split_once("-eksbuild.")).is_some_and(|(version, build)| {
        version.split('.').count() == 3 && version.split('.').all(digits) && digits(build)
    });
    /// Version of a Helm chart, such as `1.23.1` or `v3.32.1`.
    ChartVersion, |text| {
        let rest = text.strip_prefix('v').unwrap_or(text);
        rest.split('.').count() == 3 && rest.split('.').all(digits)
    };
    /// An EKS access policy, such as `AmazonEKSClusterAdminPolicy`.
    AccessPolicy, |text| text.starts_with("AmazonEKS") && text.ends_with("Policy") && text.bytes().all(|b| b.is_ascii_alphanumeric());
    /// A Kubernetes namespace, `*` as a wildcard allowed as in EKS access scopes.
    Namespace, |text| (1..=63).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'*'));
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A minor version of Kubernetes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KubernetesVersion {
    minor: u16,
}

impl KubernetesVersion {
    /// Accepts `1.N`.
    pub fn parse(text: &str) -> Option<Self> {
        let minor = text.strip_prefix("1.")?;
        (digits(minor) && !(minor.len() > 1 && minor.starts_with('0'))).then_some(())?;
        minor.parse().ok().map(|minor| Self { minor })
    }

    /// The number after `1.`.
    pub const fn minor(self) -> u16 {
        self.minor
    }
}

impl fmt::Display for KubernetesVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_rules() {
        assert!(ClusterName::parse("shop").is_some());
        assert!(ClusterName::parse("-shop").is_none());
        assert!(ClusterName::parse("").is_none());
        assert!(ClusterName::parse("a b").is_none());
        assert!(AddonVersion::parse("v1.23.1-eksbuild.1").is_some());
        assert!(AddonVersion::parse("1.23.1").is_none());
        assert!(ChartVersion::parse("v3.32.1").is_some());
        assert!(InstanceType::parse("u-6tb1.56xlarge").is_some());
        assert!(InstanceType::parse("large").is_none());
        assert_eq!(KubernetesVersion::parse("1.34").map(KubernetesVersion::minor), Some(34));
        assert!(KubernetesVersion::parse("1.034").is_none());
        assert!(KubernetesVersion::parse("1.34.1").is_none());
    }
}
