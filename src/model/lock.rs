//! `eksnet.lock`: blocks that were given out, and what AWS never changes in place. Sorted, so that diffs are small.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use toml::de::{DeTable, DeValue};

use crate::diag::diagnostic::Diagnostic;
use crate::diag::source::SourceId;
use crate::diag::span::{Sp, Span};
use crate::model::cidr::Cidr;
use crate::model::codes::{LOCK_CORRUPT, LOCK_NEWER};
use crate::model::subnet::SubnetRole;

/// The version of the format.
const SCHEMA: i64 = 1;

/// The lock.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// Facts that AWS never changes in place, by name.
    pub fixed: BTreeMap<String, Sp<String>>,
    /// What each zone holds, by its name.
    pub zones: BTreeMap<String, LockedZone>,
}

/// What a zone holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LockedZone {
    /// Its blocks.
    pub blocks: BTreeMap<SubnetRole, Sp<Cidr>>,
    /// Numbers of its /64 in the VPC's IPv6 block.
    pub ipv6: BTreeMap<SubnetRole, Sp<u32>>,
}

impl Lock {
    /// Reads a lock file.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let document = DeTable::parse(text).map_err(|error| corrupt(error.message(), &error.span().unwrap_or(0..0)))?;
        let root = document.get_ref();
        let schema = root.get("schema").and_then(|value| Some((value.get_ref().as_integer()?.as_str().parse::<i64>().ok()?, value.span())));
        match schema {
            None => return Err(corrupt("it has no `schema`", &(0..text.find('\n').unwrap_or(text.len())))),
            Some((version, span)) if version > SCHEMA => {
                return Err(Diagnostic::new(&LOCK_NEWER, format!("the lock file has schema `{version}`; this eksnet reads `{SCHEMA}`"))
                    .label(SourceId::Lock, &span, "", true)
                    .help("use the eksnet that wrote it, or a newer one"));
            }
            Some((version, span)) if version < SCHEMA => return Err(corrupt("no eksnet writes that schema", &span)),
            Some(_) => {}
        }
        let mut lock = Self::default();
        for (key, value) in root {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("schema", _) => {}
                ("fixed", DeValue::Table(fixed)) => {
                    for (name, value) in fixed {
                        let text = value.get_ref().as_str().ok_or_else(|| corrupt("it is not a string", &value.span()))?;
                        lock.fixed.insert(name.get_ref().to_string(), Sp::new(text.to_owned(), value.span()));
                    }
                }
                ("zones", DeValue::Table(zones)) => {
                    for (zone, value) in zones {
                        let table = value.get_ref().as_table().ok_or_else(|| corrupt("it is not a table", &value.span()))?;
                        lock.zones.insert(zone.get_ref().to_string(), LockedZone::parse(table)?);
                    }
                }
                (name, _) => return Err(corrupt(&format!("`{name}` does not belong here"), &key.span())),
            }
        }
        lock.reject_overlaps()?;
        Ok(lock)
    }

    fn reject_overlaps(&self) -> Result<(), Diagnostic> {
        let mut blocks: Vec<&Sp<Cidr>> = self.zones.values().flat_map(|zone| zone.blocks.values()).collect();
        blocks.sort_by_key(|block| block.value);
        for pair in blocks.windows(2) {
            if let [a, b] = pair
                && a.overlaps(b.value)
            {
                return Err(corrupt(&format!("`{}` overlaps `{}`", b.value, a.value), &b.span));
            }
        }
        Ok(())
    }

    /// The file's text.
    pub fn render(&self) -> String {
        let mut out = String::from(
            "# Addresses that eksnet has given out, and what AWS never changes in place. Commit this file: no block here ever moves.\n",
        );
        if self.zones.values().any(|zone| !zone.ipv6.is_empty()) {
            out.push_str("# An *_ipv6 number says which /64 of the VPC's IPv6 block a subnet has: AWS chooses that block.\n");
        }
        let _ = write!(out, "schema = {SCHEMA}\n\n[fixed]\n");
        for (name, value) in &self.fixed {
            let _ = writeln!(out, "{name} = \"{}\"", value.value);
        }
        for (zone, locked) in &self.zones {
            let _ = write!(out, "\n[zones.{zone}]\n");
            let mut lines: BTreeMap<String, String> = BTreeMap::new();
            for (role, block) in &locked.blocks {
                lines.insert(role.as_str().to_owned(), format!("\"{}\"", block.value));
            }
            for (role, number) in &locked.ipv6 {
                lines.insert(format!("{role}_ipv6"), number.value.to_string());
            }
            for (name, value) in lines {
                let _ = writeln!(out, "{name} = {value}");
            }
        }
        out
    }

    /// The block that a zone's subnet of a role has been given.
    pub fn block(&self, zone: &str, role: SubnetRole) -> Option<&Sp<Cidr>> {
        self.zones.get(zone)?.blocks.get(&role)
    }

    /// Whether the two say the same, wherever it stands.
    pub fn same(&self, other: &Self) -> bool {
        self.render() == other.render()
    }
}

impl LockedZone {
    fn parse(table: &DeTable<'_>) -> Result<Self, Diagnostic> {
        let mut zone = Self::default();
        for (key, value) in table {
            let name: &str = key.get_ref();
            if let Some(role) = name.strip_suffix("_ipv6").and_then(SubnetRole::parse) {
                let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
                let number = number.ok_or_else(|| corrupt("it is not a number", &value.span()))?;
                zone.ipv6.insert(role, Sp::new(number, value.span()));
            } else if let Some(role) = SubnetRole::parse(name) {
                let block = value.get_ref().as_str().and_then(|text| Cidr::parse(text).ok());
                let block = block.ok_or_else(|| corrupt("it is not an IPv4 block", &value.span()))?;
                zone.blocks.insert(role, Sp::new(block, value.span()));
            } else {
                return Err(corrupt(&format!("`{name}` is no role of a subnet"), &key.span()));
            }
        }
        Ok(zone)
    }
}

fn corrupt(why: &str, span: &Span) -> Diagnostic {
    Diagnostic::new(&LOCK_CORRUPT, format!("the lock file cannot be understood: {why}"))
        .label(SourceId::Lock, span, "", true)
        .help("restore it from version control; without it blocks could move, and AWS would replace subnets")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# Addresses that eksnet has given out, and what AWS never changes in place. Commit this file: no block here ever moves.
schema = 1

[fixed]
cluster = \"shop\"

[zones.eu-west-1a]
control = \"10.40.3.192/28\"
node = \"10.40.0.0/24\"
";

    #[test]
    fn round_trip() {
        assert_eq!(Lock::parse(TEXT).unwrap().render(), TEXT);
    }

    #[test]
    fn refuses_what_it_cannot_understand() {
        for (text, code) in [
            ("", 110),
            ("schema = 2", 111),
            ("schema = 1\n[zones.a]\nnode = \"10.0.0.1/24\"", 110),
            ("schema = 1\n[zones.a]\nnodes = \"10.0.0.0/24\"", 110),
            ("schema = 1\nsurprise = 1", 110),
            ("schema = 1\n[fixed]\ncluster = 1", 110),
            ("schema = 1\n[zones.a]\nnode = \"10.0.0.0/24\"\n[zones.b]\nnode = \"10.0.0.0/25\"", 110),
            ("not toml", 110),
        ] {
            assert_eq!(Lock::parse(text).unwrap_err().code.number, code, "{text}");
        }
    }
}
