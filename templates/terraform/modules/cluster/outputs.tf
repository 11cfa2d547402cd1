# {{ v.made_by }}

output "name" {
  description = "Name of the cluster."
  value       = aws_eks_cluster.this.name
}

output "endpoint" {
  description = "Address of the Kubernetes API."
  value       = aws_eks_cluster.this.endpoint
}

output "security_group_id" {
  description = "The group that EKS makes for control plane and nodes: everything inside it may talk to everything{% if v.strategy.ipv6() %}, and out by IPv4 and IPv6{% endif %}."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}
{%- if let Some(auto) = v.auto_mode %}
{%- if auto.isolate %}

output "pod_security_group_id" {
  description = "Group of the pods."
  value       = aws_security_group.pods.id
}
{%- endif %}

output "node_role_name" {
  description = "Role of the nodes, which may join the cluster."
  value       = aws_iam_role.node.name

  depends_on = [aws_eks_access_policy_association.node]
}
{%- else %}

output "bootstrap" {
  description = "What a node must know to join."
  value = {
    certificate_authority = aws_eks_cluster.this.certificate_authority[0].data
    endpoint              = aws_eks_cluster.this.endpoint
    kubernetes_version    = aws_eks_cluster.this.version
    service_cidr          = {% if v.strategy.ipv6() %}aws_eks_cluster.this.kubernetes_network_config[0].service_ipv6_cidr{% else %}var.service_cidr{% endif %}
  }
}
{%- endif %}
{%- if v.cni.irsa %}

output "oidc_issuer" {
  description = "Who signs the tokens of the cluster's service accounts."
  value       = aws_eks_cluster.this.identity[0].oidc[0].issuer
}
{%- endif %}
