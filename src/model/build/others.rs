//! `[connected]`, `[checks]`, `[terraform]` and `[addons]`.

use std::collections::BTreeMap;

use crate::config::codes::UNKNOWN_KEY;
use crate::config::raw::RawConfig;
use crate::config::suggest::{alternatives, nearest};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::span::{Sp, Span};
use crate::model::build::cni::addon_version;
use crate::model::build::context::Context;
use crate::model::checks::{CheckLevel, Checks, Level};
use crate::model::codes::INVALID_VERSION;
use crate::model::connected::{ConnectedNetwork, Via};
use crate::model::names::Name;
use crate::model::terraform::{ADDONS, AddonVersions, TerraformSettings};

/// `[connected.<name>]`.
pub fn connected(cx: &mut Context<'_>, raw: &RawConfig) -> BTreeMap<Name, ConnectedNetwork> {
    let mut networks = BTreeMap::new();
    for network in &raw.connected {
        let path = format!("connected.{}", network.name.value);
        let name = cx.name(&network.name, &path, "a connected network");
        let cidrs = cx.cidrs(&network.keys.cidrs, &format!("{path}.cidrs"));
        let via = match network.keys.via.as_ref().map(|word| word.value.as_str()) {
            Some("peering") => Via::Peering,
            Some("direct_connect") => Via::DirectConnect,
            Some("vpn") => Via::Vpn,
            _ => Via::TransitGateway,
        };
        if let Some(name) = name {
            let via = Sp::new(via, network.keys.via.as_ref().map_or(&network.name.span, |word| &word.span).clone());
            networks.insert(name.value, ConnectedNetwork { span: network.name.span.clone(), via, cidrs });
        }
    }
    networks
}

/// `[checks]`. Whether a rule of that name exists is for the rules to say.
pub fn checks(raw: &RawConfig) -> Checks {
    raw.checks
        .iter()
        .filter_map(|check| {
            let level = match check.level.as_ref()?.value.as_str() {
                "deny" => Level::Deny,
                "warn" => Level::Warn,
                "allow" => Level::Allow,
                _ => return None,
            };
            Some((check.name.value.clone(), CheckLevel { name: check.name.clone(), level, reason: check.reason.clone() }))
        })
        .collect()
}

/// `[terraform]`.
pub fn terraform(cx: &mut Context<'_>, raw: &RawConfig) -> TerraformSettings {
    let required_version = raw.terraform.keys.required_version.as_ref().filter(|text| {
        let fine = text.value.split(',').all(version_constraint);
        if !fine {
            let finding = Diagnostic::new(&INVALID_VERSION, format!("`{}` is not a version constraint", text.value.escape_debug()))
                .at(&text.span, "");
            cx.refuse("terraform.required_version", finding.help("write it as `>= 1.9`"));
        }
        fine
    });
    TerraformSettings {
        required_version: required_version.cloned(),
        s3_backend: raw.terraform.s3.as_ref().map(|arguments| {
            let named = arguments.iter().filter(|(name, (span, _))| backend_argument(cx, name, span));
            named.map(|(name, (_, value))| (name.clone(), value.value.clone())).collect()
        }),
    }
}

/// One part of a version constraint, such as `>= 1.9`.
fn version_constraint(part: &str) -> bool {
    let part = part.trim();
    let operator = ["~>", ">=", "<=", "!=", ">", "<", "="].into_iter().find_map(|operator| part.strip_prefix(operator));
    let version = operator.unwrap_or(part).trim_start();
    (1..=3).contains(&version.split('.').count())
        && version.split('.').all(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Arguments of a backend are plain words: anything else would be no argument but other code.
fn backend_argument(cx: &mut Context<'_>, name: &str, span: &Span) -> bool {
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !plain {
        let finding = Diagnostic::new(&UNKNOWN_KEY, format!("`{}` is not an argument of a backend", name.escape_debug())).at(span, "");
        cx.refuse("terraform.backend.s3", finding.help("use arguments of Terraform's s3 backend, such as `bucket`, `key` and `region`"));
    }
    plain
}

/// `[addons]`.
pub fn addons(cx: &mut Context<'_>, raw: &RawConfig) -> AddonVersions {
    let mut versions = AddonVersions::new();
    for (name, (span, text)) in &raw.addons {
        let path = format!("addons.{name}");
        let Some(known) = ADDONS.into_iter().find(|known| known == name) else {
            let finding =
                Diagnostic::new(&UNKNOWN_KEY, format!("`{}` is not an add-on that eksnet installs", name.escape_debug())).at(span, "");
            let finding = match nearest(name, ADDONS) {
                Some(meant) => finding.help(format!("did you mean `{meant}`?")).patch(span, meant, false),
                None => finding.help(format!("it pins {}", alternatives(ADDONS))),
            };
            cx.refuse(&path, finding);
            continue;
        };
        if let Some(version) = addon_version(cx, text, &path) {
            versions.insert(known, version);
        }
    }
    versions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_constraints() {
        for fine in [">= 1.9", "~>1.10.2", "1", " != 1.9.0 "] {
            assert!(version_constraint(fine), "{fine}");
        }
        for wrong in ["", "=", "~", ".5", "1.", "1..2", "1.2.3.4", ">> 1", "1.x"] {
            assert!(!version_constraint(wrong), "{wrong}");
        }
    }
}
