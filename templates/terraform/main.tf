# {{ v.made_by }}

locals {
  {%- if let Some(id) = v.account_id %}
  account_id = "{{ id }}"
  {%- endif %}
  name = "{{ v.name }}"
  region = "{{ v.region }}"

  {% if v.tags.is_empty() -%}
  tags = merge(var.tags, { Cluster = local.name })
  {%- else -%}
  tags = merge(
    {
      {%- for tag in v.tags %}
      {{ tag.key }} = "{{ tag.value }}"
      {%- endfor %}
    },
    var.tags,
    { Cluster = local.name },
  )
  {%- endif %}
}
{%- if let Some(n) = v.network.create %}

module "network" {
  source = "./modules/network"

  name = local.name{% if v.auto_mode.is_some() %} # manifests/auto-mode/nodeclass.yaml selects subnets by the Name tags that begin with it{% endif %}
  cidr = "{{ n.cidr }}"
  {%- if n.pods %}
  secondary_cidrs = {{ n.secondary_cidrs }}
  {%- endif %}
  {%- if let Some(block) = v.network.ipv6 %}
  {%- if let Some(pool) = block.ipam %}
  ipv6_ipam_pool_id = "{{ pool.pool }}"
  ipv6_netmask_length = {{ pool.netmask_length }}
  {%- endif %}
  {%- endif %}
  {%- if let Some(zone) = n.nat_zone %}
  nat_zone = "{{ zone }}" # one gateway for all zones: cheaper, and gone with its zone (N6)
  {%- endif %}
  {%- for role in n.roles %}

  {{ role.name }} = {
    {%- for subnet in role.subnets %}
    {{ subnet.zone }} = {% if let Some(number) = subnet.ipv6 %}{ cidr = "{{ subnet.cidr }}", ipv6_number = {{ number }} }{% else %}"{{ subnet.cidr }}"{% endif %}
    {%- endfor %}
  }
  {%- endfor %}
  {%- if let Some(services) = n.endpoint_services %}

  # {{ n.endpoint_reason }} (N7).
  endpoint_services = {{ services }}
  {%- endif %}
  {%- if let Some(gateway) = n.transit_gateway %}

  transit_gateway_id = "{{ gateway.id }}"
  transit_gateway_cidrs = {{ gateway.cidrs }}{% if gateway.default_route %} # 0.0.0.0/0: the gateway is the way to the internet too{% endif %}
  {%- endif %}
}
{%- endif %}
{%- if let Some(n) = v.network.adopt %}

module "pod_network" {
  source = "./modules/pod-network"

  cluster_name = local.name
  vpc_id = "{{ n.vpc_id }}"
  vpc_cidr = "{{ n.cidr }}"
  {%- if let Some(attached) = n.attached_cidrs %}
  attached_cidrs = {{ attached }}
  {%- endif %}
  secondary_cidrs = {{ n.secondary_cidrs }}

  zones = {
    {%- for zone in n.zones %}
    {{ zone.name }} = {
      node_subnet_id = "{{ zone.node_id }}"
      node_subnet_cidr = "{{ zone.node_cidr }}"
      pod_subnet_cidr = "{{ zone.pod_cidr }}"
      route_table_id = "{{ zone.route_table }}"
    }
    {%- endfor %}
  }
  {%- if !n.control.is_empty() %}

  control_subnets = {
    {%- for subnet in n.control %}
    {{ subnet.zone }} = { id = "{{ subnet.id }}", cidr = "{{ subnet.cidr }}" }
    {%- endfor %}
  }
  {%- endif %}
  {%- if !n.reservations.is_empty() %}

  pod_prefix_reservations = {
    {%- for subnet in n.reservations %}
    {{ subnet.zone }} = "{{ subnet.cidr }}"
    {%- endfor %}
  }
  {%- endif %}
  {%- if let Some(groups) = v.cni.security_groups %}

  pod_security_group_ids = {{ groups }}
  {%- endif %}
}
{%- endif %}
{%- if let Some(c) = v.cluster.native %}

module "cluster" {
  source = "./modules/cluster"

  name = local.name
  kubernetes_version = "{{ v.cluster.kubernetes_version }}"
  {%- if let Some(block) = c.service_cidr %}
  service_cidr = "{{ block }}"
  vpc_cidrs = {{ v.network.module }}.cidrs
  {%- endif %}
  subnet_ids = {{ v.network.module }}.control_subnet_ids
  private_endpoint = {{ c.private_endpoint }}
  public_access_cidrs = {{ c.public_access_cidrs }}
  {%- if let Some(types) = c.log_types %}
  log_types = {{ types }}
  {%- endif %}
  log_retention_days = {{ c.log_retention_days }}
  deletion_protection = {{ c.deletion_protection }}
  {%- if let Some(auto) = v.auto_mode %}

  # Nodes are not made here but by EKS, from manifests/auto-mode. Those name what stands in these lines.
  {%- if auto.isolate %}
  vpc_id = {{ v.network.module }}.vpc_id
  {%- endif %}
  node_subnet_ids = {{ v.network.module }}.node_subnet_ids
  pod_subnet_ids = {{ v.network.module }}.pod_subnet_ids
  node_role_name = "{{ auto.node_role_name }}" # IAM names are global, hence the region
  {%- endif %}

  access = {
    {%- for entry in c.access %}
    {{ entry.name }} = {
      principal_arn = "{{ entry.principal_arn }}"
      policy = "{{ entry.policy }}"
      {%- if let Some(namespaces) = entry.namespaces %}
      namespaces = {{ namespaces }}
      {%- endif %}
    }
    {%- endfor %}
  }
}
{%- endif %}
{%- if v.cni.addon() %}

module "cni" {
  source = "./modules/cni"

  {% if let Some(facts) = v.network.facts -%}
  cluster_name = local.name
  vpc_id = "{{ facts.vpc_id }}"
  vpc_cidr = "{{ facts.cidr }}"

  node_subnets = {
    {%- for subnet in facts.nodes %}
    {{ subnet.zone }} = { id = "{{ subnet.id }}", cidr = "{{ subnet.cidr }}" }
    {%- endfor %}
  }
  {%- if !facts.connected.is_empty() %}

  connected_cidrs = {
    {%- for network in facts.connected %}
    {{ network.key }} = {{ network.cidrs }}
    {%- endfor %}
  }
  {%- endif %}
  {%- else -%}
  cluster_name = {{ v.cluster.module }}.{{ v.cluster.name_output }}
  {%- endif %}
  {%- if v.cni.makes_role() && v.cni.irsa %}
  oidc_issuer = module.cluster.oidc_issuer
  {%- endif %}
  {%- if let Some(arn) = v.cni.role_arn %}
  role_arn = "{{ arn }}"
  {%- endif %}
  {%- if v.strategy.custom_networking() %}
  pod_subnet_ids = {{ v.network.module }}.pod_subnet_ids
  {%- endif %}
  {%- if v.strategy.warm_targets() %}
  {%- if v.network.facts.is_some() %}
{% endif %}
  external_snat = {{ v.cni.external_snat }} # {{ v.cni.snat_reason }}
  {%- endif %}
  {%- if let Some(cidrs) = v.cni.exclude_snat_cidrs %}
  exclude_snat_cidrs = {{ cidrs }}
  {%- endif %}
  {%- if !v.cni.versions.is_empty() %}

  addon_versions = {
    {%- for pin in v.cni.versions %}
    {{ pin.key }} = "{{ pin.value }}"
    {%- endfor %}
  }
  {%- endif %}
  {%- if v.strategy.custom_networking() %}

  {% if v.cluster.existing || v.cni.explicit_groups -%}
  # The groups that {{ v.source }} names, or else the cluster's own (C26).
  pod_security_group_ids = {{ v.network.module }}.pod_security_group_ids
  {%- else -%}
  # One group for control plane, nodes and pods: probes, DNS and webhooks need no rules between them (C26).
  pod_security_group_ids = [module.cluster.security_group_id]
  {%- endif %}
  {%- endif %}
  {%- if v.strategy.warm_targets() %}

  prefix_delegation = {{ v.cni.prefix_delegation }}
  {%- endif %}
  {%- for setting in v.cni.settings %}
  {{ setting.key }} = {{ setting.value }}
  {%- endfor %}
  {%- for map in v.cni.env_maps() %}

  {{ map.name }} = {
    {%- for setting in map.entries %}
    {{ setting.key }} = "{{ setting.value }}"
    {%- endfor %}
  }
  {%- endfor %}
}
{%- endif %}
{%- if let Some(c) = v.calico %}

module "cni" {
  source = "./modules/cni"

  cluster_name = module.cluster.name
  {%- if let Some(version) = c.kube_proxy_version %}
  addon_versions = { kube-proxy = "{{ version }}" }
  {%- endif %}

  # The same block stands in helm/tigera-operator/values.yaml. AWS never hears of it, so it is compared here.
  pod_cidr = "{{ c.cidr }}"
  other_cidrs = setunion(module.network.cidrs, [module.cluster.bootstrap.service_cidr]{% if let Some(cidrs) = c.connected %}, {{ cidrs }}{% endif %})
}
{%- endif %}
{%- if v.nodes.any %}
{%- if v.strategy.calico() %}

# These nodes join and stay NotReady until Calico comes (README.md, step 2). Nothing here may wait for them to be ready:
# no managed node group, and no CoreDNS, which is in ../terraform-addons.
{%- else %}
{% endif %}
module "nodes" {
  source = "./modules/nodes"

  cluster = {{ v.cluster.module }}.bootstrap
  cluster_name = module.cni.cluster_name # {% if v.strategy.calico() %}not module.cluster's: nodes start once kube-proxy is there, and go before it{% else %}{% if v.network.facts.is_none() %}not {{ v.cluster.module }}'s: {% endif %}nodes start once the CNI is configured, and go before it{% endif %}
  subnet_ids = {{ v.network.module }}.node_subnet_ids
  security_group_id = {{ v.cluster.module }}.{{ v.cluster.security_group_output }}
  {%- if v.strategy.warm_targets() %}
  custom_networking = {{ v.strategy.off_node_subnets() }}
  prefix_delegation = {{ v.cni.prefix_delegation }}
  {%- endif %}
  {%- if let Some(max) = v.nodes.max_eni %}
  max_eni = {{ max }}
  {%- endif %}
  {%- if let Some(types) = v.nodes.trunk_types %}
  trunk_instance_types = {{ types }}
  {%- endif %}
  tags = local.tags
  {%- for kind in v.nodes.kinds() %}

  {{ kind.name }} = {
    {%- for group in kind.groups %}
    # {{ group.max_pods_reason }}
    {{ group.name }} = {
      {%- for setting in group.settings %}
      {{ setting.key }} = {{ setting.value }}
      {%- endfor %}
    }
    {%- if !loop.last %}
{* a blank line between groups, since each opens with a comment *}
    {%- endif %}
    {%- endfor %}
  }
  {%- endfor %}
}
{%- endif %}
{%- if v.nodes.coredns %}

module "addons" {
  source = "./modules/addons"

  cluster_name = module.nodes.cluster_name # CoreDNS becomes active only where it has nodes to run on
  versions = { coredns = {% if let Some(version) = v.nodes.coredns_version %}"{{ version }}"{% else %}null{% endif %} }
}
{%- endif %}
