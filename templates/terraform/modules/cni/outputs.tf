# {{ v.made_by }}

{% if v.cluster.existing -%}
# Nodes take the name from here: they start once the CNI is configured, and go before it.
{%- else -%}
# Nodes take the name from here: they start once all {{ v.cni.addon_count }} add-ons are in place, and go before them.
{%- endif %}
output "cluster_name" {
  description = "Name of the cluster."
  value       = var.cluster_name

  depends_on = [
    {%- if !v.cluster.existing %}
    aws_eks_addon.kube_proxy,
    {%- endif %}
    aws_eks_addon.vpc_cni,
  ]
}
{%- if v.cluster.existing %}

output "addon_version" {
  description = "Version of the CNI that runs."
  value       = aws_eks_addon.vpc_cni.addon_version
}
{%- endif %}
{%- if v.cni.makes_role() %}

output "role_arn" {
  description = "Role of the CNI."
  value       = aws_iam_role.vpc_cni.arn
}
{%- endif %}
{%- if v.network.facts.is_some() && v.nodes.any %}

output "cluster_security_group_id" {
  description = "The cluster's group."
  value       = data.aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "bootstrap" {
  description = "What a node must know to join."
  value = {
    certificate_authority = data.aws_eks_cluster.this.certificate_authority[0].data
    endpoint              = data.aws_eks_cluster.this.endpoint
    kubernetes_version    = data.aws_eks_cluster.this.version
    service_cidr          = local.service_cidr
  }
}

output "node_subnet_ids" {
  description = "Node subnets by zone."
  value       = { for zone, subnet in data.aws_subnet.node : zone => subnet.id }
}
{%- endif %}
