# {{ v.made_by }}
{%- if !v.strategy.calico() %}

output "cluster_name" {
  description = "Name of the cluster, known only once it has nodes."
  value       = var.cluster_name

  depends_on = [aws_eks_node_group.this]
}
{%- endif %}

output "max_pods" {
  description = "Pods that a node of each group takes at most."
  value       = local.max_pods
}
