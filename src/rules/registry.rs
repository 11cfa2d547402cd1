//! All rules, sorted by name. @generated from the folders by `EKSNET_BLESS=1 cargo test --test rules`.

use crate::rules::allow_without_reason;
use crate::rules::cidr_host_bits;
use crate::rules::cidr_leading_zeros;
use crate::rules::cidr_overlap;
use crate::rules::cidr_prefix_length;
use crate::rules::conflicting_keys;
use crate::rules::derived_cni_setting;
use crate::rules::duplicate;
use crate::rules::empty_file;
use crate::rules::invalid_arn;
use crate::rules::invalid_cidr;
use crate::rules::invalid_cni_setting;
use crate::rules::invalid_id;
use crate::rules::invalid_name;
use crate::rules::invalid_tag;
use crate::rules::invalid_value;
use crate::rules::invalid_version;
use crate::rules::invalid_zone;
use crate::rules::lock_corrupt;
use crate::rules::lock_newer;
use crate::rules::missing_companion;
use crate::rules::missing_key;
use crate::rules::no_room_to_carve;
use crate::rules::not_utf8;
use crate::rules::out_of_range;
use crate::rules::replaces_what_is_there;
use crate::rules::syntax_error;
use crate::rules::unknown_check;
use crate::rules::unknown_cni_setting;
use crate::rules::unknown_key;
use crate::rules::unknown_region;
use crate::rules::unreadable_file;
use crate::rules::unsupported_schema;
use crate::rules::unused_allow;
use crate::rules::warm_ip_without_minimum;
use crate::rules::wrong_type;
use crate::rules::zone_outside_region;
use crate::rules::zone_removed;
use crate::rules::rule::Rule;

/// All rules, sorted by name.
pub static RULES: &[&Rule] = &[
    &allow_without_reason::RULE,
    &cidr_host_bits::RULE,
    &cidr_leading_zeros::RULE,
    &cidr_overlap::RULE,
    &cidr_prefix_length::RULE,
    &conflicting_keys::RULE,
    &derived_cni_setting::RULE,
    &duplicate::RULE,
    &empty_file::RULE,
    &invalid_arn::RULE,
    &invalid_cidr::RULE,
    &invalid_cni_setting::RULE,
    &invalid_id::RULE,
    &invalid_name::RULE,
    &invalid_tag::RULE,
    &invalid_value::RULE,
    &invalid_version::RULE,
    &invalid_zone::RULE,
    &lock_corrupt::RULE,
    &lock_newer::RULE,
    &missing_companion::RULE,
    &missing_key::RULE,
    &no_room_to_carve::RULE,
    &not_utf8::RULE,
    &out_of_range::RULE,
    &replaces_what_is_there::RULE,
    &syntax_error::RULE,
    &unknown_check::RULE,
    &unknown_cni_setting::RULE,
    &unknown_key::RULE,
    &unknown_region::RULE,
    &unreadable_file::RULE,
    &unsupported_schema::RULE,
    &unused_allow::RULE,
    &warm_ip_without_minimum::RULE,
    &wrong_type::RULE,
    &zone_outside_region::RULE,
    &zone_removed::RULE,
];
