//! What AWS, EKS, the VPC CNI or the kubelet would refuse or mistreat: one folder a rule.
//!
//! The lists here and in [`registry`] are written by `EKSNET_BLESS=1 cargo test --test rules` from the folders.

pub mod codes;
pub mod levels;
pub mod registry;
pub mod rule;
pub mod run;

pub mod allow_without_reason;
pub mod cidr_host_bits;
pub mod cidr_leading_zeros;
pub mod cidr_overlap;
pub mod cidr_prefix_length;
pub mod conflicting_keys;
pub mod derived_cni_setting;
pub mod duplicate;
pub mod empty_file;
pub mod invalid_arn;
pub mod invalid_cidr;
pub mod invalid_cni_setting;
pub mod invalid_id;
pub mod invalid_name;
pub mod invalid_tag;
pub mod invalid_value;
pub mod invalid_version;
pub mod invalid_zone;
pub mod lock_corrupt;
pub mod lock_newer;
pub mod missing_companion;
pub mod missing_key;
pub mod no_room_to_carve;
pub mod not_utf8;
pub mod out_of_range;
pub mod replaces_what_is_there;
pub mod syntax_error;
pub mod unknown_check;
pub mod unknown_cni_setting;
pub mod unknown_key;
pub mod unknown_region;
pub mod unreadable_file;
pub mod unsupported_schema;
pub mod unused_allow;
pub mod warm_ip_without_minimum;
pub mod wrong_type;
pub mod zone_outside_region;
pub mod zone_removed;
