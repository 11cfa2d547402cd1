//! All rules, sorted by name. @generated from the folders by `EKSNET_BLESS=1 cargo test --test rules`.

use crate::rules::addon_and_helm;
use crate::rules::adopt_on_new_cluster;
use crate::rules::allow_without_reason;
use crate::rules::auto_mode_existing_cluster;
use crate::rules::auto_mode_group_settings;
use crate::rules::auto_mode_needs_auto_nodes;
use crate::rules::bandwidth_plugin_with_network_policy;
use crate::rules::bottlerocket_needs_a_managed_group;
use crate::rules::calico_comes_by_helm;
use crate::rules::calico_on_existing_cluster;
use crate::rules::cidr_host_bits;
use crate::rules::cidr_leading_zeros;
use crate::rules::cidr_overlap;
use crate::rules::cidr_prefix_length;
use crate::rules::cni_settings_with_auto_mode;
use crate::rules::cni_too_old;
use crate::rules::combination_not_available;
use crate::rules::conflicting_keys;
use crate::rules::connected_overlap;
use crate::rules::control_plane_cannot_reach_pods;
use crate::rules::control_subnet_too_small;
use crate::rules::default_vpc_range;
use crate::rules::derived_cni_setting;
use crate::rules::discovery_security_groups;
use crate::rules::docker_bridge_range;
use crate::rules::duplicate;
use crate::rules::empty_file;
use crate::rules::endpoint_open_to_everyone;
use crate::rules::endpoint_unreachable;
use crate::rules::exclude_snat_leaks;
use crate::rules::existing_cluster_in_new_vpc;
use crate::rules::existing_cluster_without_adopt;
use crate::rules::existing_nodes_on_new_cluster;
use crate::rules::external_snat_leaks;
use crate::rules::few_pod_addresses;
use crate::rules::few_pods_on_auto_nodes;
use crate::rules::helm_or_manifests_on_new_cluster;
use crate::rules::ignored_warm_target;
use crate::rules::invalid_arn;
use crate::rules::invalid_cidr;
use crate::rules::invalid_cni_setting;
use crate::rules::invalid_id;
use crate::rules::invalid_name;
use crate::rules::invalid_tag;
use crate::rules::invalid_value;
use crate::rules::invalid_version;
use crate::rules::invalid_zone;
use crate::rules::ipv6_block_too_small;
use crate::rules::ipv6_block_without_ipv6_pods;
use crate::rules::ipv6_in_adopted_vpc;
use crate::rules::ipv6_on_existing_cluster;
use crate::rules::ipv6_on_xen;
use crate::rules::ipv6_pods_without_block;
use crate::rules::isolate_with_security_groups;
use crate::rules::label_overrides_eniconfig;
use crate::rules::lock_corrupt;
use crate::rules::lock_newer;
use crate::rules::lock_out_of_date;
use crate::rules::managed_nodes_before_calico;
use crate::rules::max_eni_too_small;
use crate::rules::max_pods_above_addresses;
use crate::rules::max_pods_above_memory;
use crate::rules::max_pods_above_recommendation;
use crate::rules::max_pods_has_no_effect;
use crate::rules::minimum_ip_above_max_pods;
use crate::rules::minimum_ip_without_warm;
use crate::rules::missing_companion;
use crate::rules::missing_key;
use crate::rules::mixed_architectures;
use crate::rules::module_not_available;
use crate::rules::names_too_long_together;
use crate::rules::nat_without_public_subnet;
use crate::rules::no_access_entry;
use crate::rules::no_effect_with_calico;
use crate::rules::no_effect_with_ipv6;
use crate::rules::no_room_to_carve;
use crate::rules::no_trunk_for_pod_groups;
use crate::rules::no_way_out;
use crate::rules::node_kind_not_available;
use crate::rules::node_pool_name;
use crate::rules::node_subnet_too_small;
use crate::rules::nodes_locked_out;
use crate::rules::nodes_need_the_addon;
use crate::rules::not_enough_prefixes;
use crate::rules::not_utf8;
use crate::rules::one_interface_type;
use crate::rules::out_of_range;
use crate::rules::overlay_overlap;
use crate::rules::pod_groups_without_custom_networking;
use crate::rules::pod_range_in_use_elsewhere;
use crate::rules::pod_subnet_among_nodes;
use crate::rules::pod_subnet_there;
use crate::rules::pod_subnet_too_small;
use crate::rules::pods_per_node_above_max_pods;
use crate::rules::prefix_delegation_on_xen;
use crate::rules::prefix_delegation_without_warm_target;
use crate::rules::public_access_cidrs;
use crate::rules::public_range;
use crate::rules::replaces_what_is_there;
use crate::rules::routable_pods_with_snat;
use crate::rules::rule::Rule;
use crate::rules::secondary_order;
use crate::rules::selector_tag_on_everything;
use crate::rules::service_cidr_overlaps_connected;
use crate::rules::service_cidr_overlaps_vpc;
use crate::rules::service_cidr_range;
use crate::rules::service_cidr_with_ipv6;
use crate::rules::strict_pod_groups;
use crate::rules::subnet_not_there;
use crate::rules::subnet_outside_vpc;
use crate::rules::subnet_overlap;
use crate::rules::subnet_size;
use crate::rules::subnet_too_small_for_prefixes;
use crate::rules::summary_route;
use crate::rules::syntax_error;
use crate::rules::too_few_control_zones;
use crate::rules::too_many_cidrs;
use crate::rules::too_many_security_groups;
use crate::rules::transit_gateway_propagation;
use crate::rules::two_default_routes;
use crate::rules::unknown_check;
use crate::rules::unknown_cni_setting;
use crate::rules::unknown_instance_type;
use crate::rules::unknown_key;
use crate::rules::unknown_region;
use crate::rules::unreadable_file;
use crate::rules::unsupported_schema;
use crate::rules::unused_allow;
use crate::rules::unused_secondary_block;
use crate::rules::update_cannot_finish;
use crate::rules::upgrade_starved;
use crate::rules::vpc_cidr_forbidden;
use crate::rules::vpc_cidr_in_10_0;
use crate::rules::vpc_cidr_quota_ceiling;
use crate::rules::vpc_cidr_restricted;
use crate::rules::vpc_cidr_size;
use crate::rules::warm_eni_zero_with_custom_networking;
use crate::rules::warm_ip_without_minimum;
use crate::rules::wrong_type;
use crate::rules::zone_outside_region;
use crate::rules::zone_removed;
use crate::rules::zone_without_node_subnet;
use crate::rules::zone_without_pod_subnet;
use crate::rules::zone_without_route_table;

/// All rules, sorted by name.
pub static RULES: &[&Rule] = &[
    &addon_and_helm::RULE,
    &adopt_on_new_cluster::RULE,
    &allow_without_reason::RULE,
    &auto_mode_existing_cluster::RULE,
    &auto_mode_group_settings::RULE,
    &auto_mode_needs_auto_nodes::RULE,
    &bandwidth_plugin_with_network_policy::RULE,
    &bottlerocket_needs_a_managed_group::RULE,
    &calico_comes_by_helm::RULE,
    &calico_on_existing_cluster::RULE,
    &cidr_host_bits::RULE,
    &cidr_leading_zeros::RULE,
    &cidr_overlap::RULE,
    &cidr_prefix_length::RULE,
    &cni_settings_with_auto_mode::RULE,
    &cni_too_old::RULE,
    &combination_not_available::RULE,
    &conflicting_keys::RULE,
    &connected_overlap::RULE,
    &control_plane_cannot_reach_pods::RULE,
    &control_subnet_too_small::RULE,
    &default_vpc_range::RULE,
    &derived_cni_setting::RULE,
    &discovery_security_groups::RULE,
    &docker_bridge_range::RULE,
    &duplicate::RULE,
    &empty_file::RULE,
    &endpoint_open_to_everyone::RULE,
    &endpoint_unreachable::RULE,
    &exclude_snat_leaks::RULE,
    &existing_cluster_in_new_vpc::RULE,
    &existing_cluster_without_adopt::RULE,
    &existing_nodes_on_new_cluster::RULE,
    &external_snat_leaks::RULE,
    &few_pod_addresses::RULE,
    &few_pods_on_auto_nodes::RULE,
    &helm_or_manifests_on_new_cluster::RULE,
    &ignored_warm_target::RULE,
    &invalid_arn::RULE,
    &invalid_cidr::RULE,
    &invalid_cni_setting::RULE,
    &invalid_id::RULE,
    &invalid_name::RULE,
    &invalid_tag::RULE,
    &invalid_value::RULE,
    &invalid_version::RULE,
    &invalid_zone::RULE,
    &ipv6_block_too_small::RULE,
    &ipv6_block_without_ipv6_pods::RULE,
    &ipv6_in_adopted_vpc::RULE,
    &ipv6_on_existing_cluster::RULE,
    &ipv6_on_xen::RULE,
    &ipv6_pods_without_block::RULE,
    &isolate_with_security_groups::RULE,
    &label_overrides_eniconfig::RULE,
    &lock_corrupt::RULE,
    &lock_newer::RULE,
    &lock_out_of_date::RULE,
    &managed_nodes_before_calico::RULE,
    &max_eni_too_small::RULE,
    &max_pods_above_addresses::RULE,
    &max_pods_above_memory::RULE,
    &max_pods_above_recommendation::RULE,
    &max_pods_has_no_effect::RULE,
    &minimum_ip_above_max_pods::RULE,
    &minimum_ip_without_warm::RULE,
    &missing_companion::RULE,
    &missing_key::RULE,
    &mixed_architectures::RULE,
    &module_not_available::RULE,
    &names_too_long_together::RULE,
    &nat_without_public_subnet::RULE,
    &no_access_entry::RULE,
    &no_effect_with_calico::RULE,
    &no_effect_with_ipv6::RULE,
    &no_room_to_carve::RULE,
    &no_trunk_for_pod_groups::RULE,
    &no_way_out::RULE,
    &node_kind_not_available::RULE,
    &node_pool_name::RULE,
    &node_subnet_too_small::RULE,
    &nodes_locked_out::RULE,
    &nodes_need_the_addon::RULE,
    &not_enough_prefixes::RULE,
    &not_utf8::RULE,
    &one_interface_type::RULE,
    &out_of_range::RULE,
    &overlay_overlap::RULE,
    &pod_groups_without_custom_networking::RULE,
    &pod_range_in_use_elsewhere::RULE,
    &pod_subnet_among_nodes::RULE,
    &pod_subnet_there::RULE,
    &pod_subnet_too_small::RULE,
    &pods_per_node_above_max_pods::RULE,
    &prefix_delegation_on_xen::RULE,
    &prefix_delegation_without_warm_target::RULE,
    &public_access_cidrs::RULE,
    &public_range::RULE,
    &replaces_what_is_there::RULE,
    &routable_pods_with_snat::RULE,
    &secondary_order::RULE,
    &selector_tag_on_everything::RULE,
    &service_cidr_overlaps_connected::RULE,
    &service_cidr_overlaps_vpc::RULE,
    &service_cidr_range::RULE,
    &service_cidr_with_ipv6::RULE,
    &strict_pod_groups::RULE,
    &subnet_not_there::RULE,
    &subnet_outside_vpc::RULE,
    &subnet_overlap::RULE,
    &subnet_size::RULE,
    &subnet_too_small_for_prefixes::RULE,
    &summary_route::RULE,
    &syntax_error::RULE,
    &too_few_control_zones::RULE,
    &too_many_cidrs::RULE,
    &too_many_security_groups::RULE,
    &transit_gateway_propagation::RULE,
    &two_default_routes::RULE,
    &unknown_check::RULE,
    &unknown_cni_setting::RULE,
    &unknown_instance_type::RULE,
    &unknown_key::RULE,
    &unknown_region::RULE,
    &unreadable_file::RULE,
    &unsupported_schema::RULE,
    &unused_allow::RULE,
    &unused_secondary_block::RULE,
    &update_cannot_finish::RULE,
    &upgrade_starved::RULE,
    &vpc_cidr_forbidden::RULE,
    &vpc_cidr_in_10_0::RULE,
    &vpc_cidr_quota_ceiling::RULE,
    &vpc_cidr_restricted::RULE,
    &vpc_cidr_size::RULE,
    &warm_eni_zero_with_custom_networking::RULE,
    &warm_ip_without_minimum::RULE,
    &wrong_type::RULE,
    &zone_outside_region::RULE,
    &zone_removed::RULE,
    &zone_without_node_subnet::RULE,
    &zone_without_pod_subnet::RULE,
    &zone_without_route_table::RULE,
];
