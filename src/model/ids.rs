//! Ids that AWS gives out: a prefix, and 8 or 17 hexadecimal digits.

use std::fmt;

/// Declares an id newtype with its checked constructor.
macro_rules! aws_id {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal, $what:literal, $example:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl AwsId for $name {
            const PREFIX: &'static str = $prefix;
            const WHAT: &'static str = $what;
            const EXAMPLE: &'static str = $example;

            fn parse(text: &str) -> Option<Self> {
                well_formed(text, $prefix).then(|| Self(text.to_owned()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

/// What all ids share.
pub trait AwsId: Sized + fmt::Display {
    /// `vpc-` and so on.
    const PREFIX: &'static str;
    /// For sentences, with its article.
    const WHAT: &'static str;
    /// How one looks.
    const EXAMPLE: &'static str;

    /// Accepts a well-formed id.
    fn parse(text: &str) -> Option<Self>;
}

aws_id! {
    /// A VPC.
    VpcId = "vpc-", "a VPC id", "vpc-0a1b2c3d4e5f60718";
    /// A subnet.
    SubnetId = "subnet-", "a subnet id", "subnet-0a1b2c3d4e5f60718";
    /// A route table.
    RouteTableId = "rtb-", "a route table id", "rtb-0a1b2c3d4e5f60718";
    /// A security group.
    SecurityGroupId = "sg-", "a security group id", "sg-0a1b2c3d4e5f60718";
    /// A transit gateway.
    TransitGatewayId = "tgw-", "a transit gateway id", "tgw-0a1b2c3d4e5f60718";
    /// An image.
    AmiId = "ami-", "an image id", "ami-0a1b2c3d4e5f60718";
    /// An IPAM pool.
    IpamPoolId = "ipam-pool-", "an IPAM pool id", "ipam-pool-0a1b2c3d4e5f60718";
}

// AWS gives out 8 or 17 digits; 15 and more are accepted so that documentation examples stay usable.
fn well_formed(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|digits| (8..=17).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)))
}

/// Twelve digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountId(String);

impl AccountId {
    /// Accepts twelve digits.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// ARN of an IAM role or user: `arn:PARTITION:iam::ACCOUNT:role/NAME`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalArn(String);

impl PrincipalArn {
    /// Accepts a role or user of an account, in any partition. Not an assumed-role session: EKS refuses those.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        let &["arn", partition, "iam", "", account, resource] = parts.as_slice() else { return None };
        let partition_ok = partition.starts_with("aws") && partition.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        let (kind, name) = resource.split_once('/')?;
        let name_ok = !name.is_empty()
            && name.len() <= 576
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'=' | b',' | b'.' | b'@' | b'_' | b'-' | b'/'));
        (partition_ok && AccountId::parse(account).is_some() && matches!(kind, "role" | "user") && name_ok).then(|| Self(text.to_owned()))
    }

    /// Whether it is a role.
    pub fn is_role(&self) -> bool {
        self.0.contains(":role/")
    }
}

impl fmt::Display for PrincipalArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cidr_is_no_subnet_id() {
        assert!(SubnetId::parse("10.24.56.128/26").is_none());
        assert!(SubnetId::parse("subnet-0a00000000000001a").is_some());
        assert!(SubnetId::parse("vpc-0a00000000000001a").is_none());
        assert!(SubnetId::parse("subnet-0A00000000000001A").is_none());
        assert!(VpcId::parse("vpc-0c000000000000001").is_some());
    }

    #[test]
    fn principals_are_roles_and_users() {
        assert!(PrincipalArn::parse("arn:aws:iam::111122223333:role/platform-admin").is_some_and(|arn| arn.is_role()));
        assert!(PrincipalArn::parse("arn:aws-cn:iam::111122223333:user/x").is_some());
        assert!(PrincipalArn::parse("arn:aws:sts::111122223333:assumed-role/x/y").is_none());
        assert!(PrincipalArn::parse("platform-admin").is_none());
    }
}
