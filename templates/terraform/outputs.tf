# {{ v.made_by }}

output "kubeconfig_command" {
  description = "Adds the cluster to your kubeconfig."
  value       = "aws eks update-kubeconfig --region ${local.region} --name ${ {{- v.cluster.module }}.{{ v.cluster.name_output }}}"
}
{%- if !v.cluster.existing %}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = module.cluster.endpoint
}

output "cluster_security_group_id" {
  description = "Group of the control plane{% if v.strategy.calico() %} and the nodes. Pods have none: what they send leaves in their node's name.{% else if v.cluster.pods_apart %} and the nodes.{% else %}, the nodes and the pods.{% endif %}"
  value       = module.cluster.security_group_id
}
{%- if let Some(auto) = v.auto_mode %}
{%- if auto.isolate %}

output "pod_security_group_id" {
  description = "Group of the pods: what shall admit pods, a database in this VPC for one, admits this group."
  value       = module.cluster.pod_security_group_id
}
{%- endif %}

output "node_role_name" {
  description = "Role of the nodes, as the NodeClass names it."
  value       = module.cluster.node_role_name
}
{%- endif %}

output "vpc_id" {
  description = "The VPC."
  value       = {{ v.network.module }}.vpc_id
}
{%- endif %}
{%- if v.nodes.any || v.auto_mode.is_some() %}

output "node_subnet_ids" {
  description = "Node subnets by zone."
  value       = {{ v.network.module }}.node_subnet_ids
}
{%- endif %}
{%- if v.strategy.ipv6() %}

output "service_cidr" {
  description = "IPv6 block of the Service addresses, chosen by EKS."
  value       = module.cluster.bootstrap.service_cidr
}

output "ipv6_cidr" {
  description = "IPv6 block of the VPC, chosen by AWS. Pods and nodes reach IPv6 networks with addresses of it."
  value       = module.network.ipv6_cidr
}

output "pod_cidrs" {
  description = "Pod addresses by zone."
  value       = module.network.pod_cidrs
}
{%- endif %}
{%- if v.strategy.pod_subnets() %}

output "pod_subnet_ids" {
  description = "Pod subnets by zone."
  value       = {{ v.network.module }}.pod_subnet_ids
}

output "pod_cidrs" {
  description = "Pod addresses by zone.{% if !v.routable %} Nothing outside the VPC can reach them.{% endif %}"
  value       = {{ v.network.module }}.pod_cidrs
}
{%- endif %}
{%- if v.network.create.is_some() %}
{%- if v.network.nat %}

output "nat_public_ips" {
  description = "Addresses from which nodes and pods reach {% if v.strategy.ipv6() %}IPv4 networks{% else %}the internet{% endif %}, by zone."
  value       = module.network.nat_public_ips
}
{%- endif %}

output "route_table_ids" {
  description = "Route tables of the {% if v.strategy.pod_subnets() %}node and pod{% else %}node{% endif %} subnets by zone: routes to other networks go here."
  value       = module.network.route_table_ids
}
{%- if v.network.transit_gateway %}

output "transit_gateway_attachment_id" {
  description = "For the transit gateway's owner: a static route for {{ v.network.routable_block }} alone (N9)."
  value       = module.network.transit_gateway_attachment_id
}
{%- endif %}
{%- endif %}
{%- if v.cni.addon() && v.cluster.existing %}

output "addon_version" {
  description = "Version of the CNI that runs."
  value       = module.cni.addon_version
}
{%- endif %}
{%- if v.cni.helm() && v.strategy.custom_networking() %}

# The switch and the ENIConfigs leave together in one file: the one without the other stops every new node (C13).
output "helm_values" {
  description = "Values for the chart aws-vpc-cni that move pods to the new subnets. Goes to {{ v.cni.second_values() }}."
  value       = "# Made by: terraform output -raw helm_values\n${yamlencode(module.pod_network.helm_values)}"
}
{%- endif %}
{%- if v.cni.manifests() %}

# Subnet ids exist only now. Kustomize puts them into the ENIConfigs, from this file (manifests/kustomization.yaml).
output "eniconfig_ids" {
  description = "What the ENIConfigs take from AWS. Goes to manifests/eniconfig-ids.yaml."
  value = "# Made by: terraform output -raw eniconfig_ids\n${yamlencode({
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata = {
      name        = "eniconfig-ids"
      annotations = { "config.kubernetes.io/local-config" = "true" }
    }
    data = merge(
      module.pod_network.pod_subnet_ids,
      {%- if v.cni.security_groups.is_none() %}
      { security-group = module.pod_network.pod_security_group_ids[0] },
      {%- endif %}
    )
  })}"
}
{%- endif %}
