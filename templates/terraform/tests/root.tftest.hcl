# {{ v.made_by }}

# The whole tree with its own values, on made-up answers of AWS.
{%- if v.cluster.existing || v.cni.security_groups.is_some() %}
mock_provider "aws" {
  {%- if v.cluster.existing %}
  mock_data "aws_region" {
    defaults = { region = "{{ v.region }}" }
  }

  mock_data "aws_eks_cluster" {
    defaults = {
      access_config             = [{ authentication_mode = "API" }]
      certificate_authority     = [{ data = "Y2VydGlmaWNhdGU=" }]
      kubernetes_network_config = [{ {% if v.network.facts.is_some() %}ip_family = "ipv4", {% endif %}service_ipv4_cidr = "{{ v.cluster.mock_service_cidr }}" }]
      version                   = "{{ v.cluster.kubernetes_version }}"
      vpc_config                = [{ vpc_id = "{{ v.network.vpc_id }}", cluster_security_group_id = "sg-0a00000000000000c" }]
    }
  }
  {%- else %}
  mock_resource "aws_eks_cluster" {
    defaults = {
      certificate_authority = [{ data = "Y2VydGlmaWNhdGU=" }]
      identity              = [{ oidc = [{ issuer = "https://oidc.eks.{{ v.region }}.amazonaws.com/id/0123456789ABCDEF" }] }]
    }
  }
  {%- endif %}
  {%- if v.cni.security_groups.is_some() %}

  mock_data "aws_security_group" {
    defaults = { vpc_id = "{{ v.network.vpc_id }}" }
  }
  {%- endif %}
}
{%- else %}
mock_provider "aws" {
  {%- if v.strategy.ipv6() %}
  mock_resource "aws_vpc" {
    defaults = { ipv6_cidr_block = "2001:db8:1:2a00::/{{ v.network.ipv6_length() }}" }
  }

  {%- endif %}
  mock_resource "aws_eks_cluster" {
    defaults = {
      certificate_authority = [{ data = "Y2VydGlmaWNhdGU=" }]
      identity              = [{ oidc = [{ issuer = "https://oidc.eks.{{ v.region }}.amazonaws.com/id/0123456789ABCDEF" }] }]
      {%- if v.strategy.ipv6() %}
      kubernetes_network_config = { service_ipv6_cidr = "fd12:3456:789a::/108" }
      {%- endif %}
    }
  }
}
{%- endif %}
{%- if let Some(facts) = v.network.facts %}

override_data {
  target = module.cni.data.aws_vpc.this
  values = { cidr_block = "{{ facts.cidr }}" }
}
{%- for subnet in facts.nodes %}

override_data {
  target = module.cni.data.aws_subnet.node["{{ subnet.zone }}"]
  values = { vpc_id = "{{ facts.vpc_id }}", availability_zone = "{{ subnet.zone }}", cidr_block = "{{ subnet.cidr }}" }
}
{%- endfor %}
{%- endif %}
{%- if let Some(n) = v.network.adopt %}

override_data {
  target = module.pod_network.data.aws_vpc.this
  values = {
    cidr_block              = "{{ n.cidr }}"
    cidr_block_associations = [{% for cidr in n.blocks_today %}{ cidr_block = "{{ cidr }}" }{% if !loop.last %}, {% endif %}{% endfor %}]
    enable_dns_hostnames    = true
    enable_dns_support      = true
  }
}
{%- for zone in n.zones %}

override_data {
  target = module.pod_network.data.aws_subnet.node["{{ zone.name }}"]
  values = { vpc_id = "{{ n.vpc_id }}", availability_zone = "{{ zone.name }}", cidr_block = "{{ zone.node_cidr }}" }
}

override_data {
  target = module.pod_network.data.aws_route_table.this["{{ zone.name }}"]
  values = { associations = [{ subnet_id = "{{ zone.node_id }}" }] }
}
{%- endfor %}
{%- for subnet in n.control %}

override_data {
  target = module.pod_network.data.aws_subnet.control["{{ subnet.zone }}"]
  values = { vpc_id = "{{ n.vpc_id }}", availability_zone = "{{ subnet.zone }}", cidr_block = "{{ subnet.cidr }}" }
}
{%- endfor %}
{%- endif %}
{%- for kind in v.nodes.types %}

override_data {
  target = module.nodes.data.aws_ec2_instance_type.this["{{ kind.name }}"]
  values = {
    default_network_card_index           = 0
    default_vcpus                        = {{ kind.vcpus }}
    hypervisor                           = "{{ kind.hypervisor }}"
    maximum_ipv4_addresses_per_interface = {{ kind.addresses }}
    network_cards                        = [{ index = 0, maximum_interfaces = {{ kind.interfaces }} }]
    {%- if v.strategy.calico() %}
    memory_size                          = {{ kind.memory_mib }}
    {%- endif %}
    supported_architectures              = ["{{ kind.architecture }}"]
  }
}
{%- endfor %}

run "whole_tree" {
  command = plan
  {%- if v.network.facts.is_none() && !v.strategy.calico() %}

  assert {
    condition     = tolist(keys({{ v.network.module }}.pod_cidrs)) == tolist({{ v.network.pod_zones }})
    error_message = "Pods in every zone that has nodes, and in no other."
  }
  {%- endif %}
  {%- if v.nodes.any %}

  assert {
    condition     = module.nodes.max_pods == {{ v.nodes.max_pods }}
    error_message = "Another number of pods than the plan counted with."
  }
  {%- endif %}
  {%- if v.auto_mode.is_some() %}

  assert {
    condition     = module.cluster.node_role_name == yamldecode(file("../manifests/auto-mode/nodeclass.yaml")).spec.role
    error_message = "The NodeClass names another role."
  }
  {%- endif %}
  {%- if v.calico.is_some() %}

  assert {
    condition     = module.cni.pod_cidr == yamldecode(file("${path.root}/../helm/tigera-operator/values.yaml")).installation.calicoNetwork.ipPools[0].cidr
    error_message = "Terraform and Helm must have the same pod addresses."
  }
  {%- endif %}
}
