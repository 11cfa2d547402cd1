# {{ v.made_by }}
{%- if v.cluster.existing %}

output "cluster_name" {
  description = "Name of the cluster."
  value       = data.aws_eks_cluster.this.name
}

output "cluster_security_group_id" {
  description = "The group that EKS made for control plane and nodes."
  value       = data.aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}
{%- if v.nodes.any %}

output "bootstrap" {
  description = "What a node must know to join."
  value = {
    certificate_authority = data.aws_eks_cluster.this.certificate_authority[0].data
    endpoint              = data.aws_eks_cluster.this.endpoint
    kubernetes_version    = data.aws_eks_cluster.this.version
    service_cidr          = local.service_cidr
  }
}
{%- endif %}
{%- else %}

output "vpc_id" {
  description = "The VPC."
  value       = data.aws_vpc.this.id
}

output "cidrs" {
  description = "All IPv4 blocks of the VPC: what it has, and what is added."
  value       = setunion([for block in data.aws_vpc.this.cidr_block_associations : block.cidr_block], [var.vpc_cidr], var.secondary_cidrs)
}

output "control_subnet_ids" {
  description = "Subnets of the cluster's own network interfaces by zone."
  value       = { for zone, subnet in data.aws_subnet.control : zone => subnet.id }
}
{%- endif %}
{%- if v.nodes.any || v.auto_mode.is_some() %}

output "node_subnet_ids" {
  description = "Node subnets by zone."
  value       = { for zone, subnet in data.aws_subnet.node : zone => subnet.id }

  {% if v.strategy.discovery() -%}
  depends_on = [
    aws_route_table_association.pod, # where a node's pods have their addresses
    {%- if v.network.reservations %}
    aws_ec2_subnet_cidr_reservation.prefixes,
    {%- endif %}
    {%- if v.strategy.excludes_node_subnets() %}
    aws_ec2_tag.node,
    {%- endif %}
    data.aws_route_table.this,
  ]
  {%- else -%}
  depends_on = [data.aws_route_table.this]
  {%- endif %}
}
{%- endif %}

output "pod_subnet_ids" {
  description = "Pod subnets by zone."
  value       = { for zone, subnet in aws_subnet.pod : zone => subnet.id }

  depends_on = [aws_route_table_association.pod]
}

output "pod_cidrs" {
  description = "Blocks of the pod subnets by zone."
  value       = { for zone in keys(var.zones) : zone => var.zones[zone].pod_subnet_cidr }
}
{%- if v.cluster.existing %}

output "pod_security_group_ids" {
  description = "Security groups of the pods' network interfaces."
  value       = local.pod_security_group_ids
}
{%- else if v.cni.explicit_groups %}

output "pod_security_group_ids" {
  description = "Security groups of the pods' network interfaces."
  value       = sort(keys(data.aws_security_group.pod))
}
{%- endif %}
{%- if v.cni.helm() %}

output "helm_values" {
  description = "Values for the chart aws-vpc-cni: custom networking on, and one ENIConfig a zone, named by the zone (C23)."
  value = {
    env = {
      AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true"
      ENI_CONFIG_LABEL_DEF               = "topology.kubernetes.io/zone"
    }
    eniConfig = {
      create = true
      region = data.aws_region.current.region
      subnets = {
        for zone, subnet in aws_subnet.pod : zone => {
          id             = subnet.id
          securityGroups = local.pod_security_group_ids
        }
      }
    }
  }

  depends_on = [aws_route_table_association.pod]
}
{%- endif %}
