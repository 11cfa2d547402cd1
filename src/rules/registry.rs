//! All rules, sorted by name. @generated from the folders by `EKSNET_BLESS=1 cargo test --test rules`.

use crate::rules::cidr_overlap;
use crate::rules::rule::Rule;

/// All rules, sorted by name.
pub static RULES: &[&Rule] = &[
    &cidr_overlap::RULE,
];
