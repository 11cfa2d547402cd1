# {{ v.made_by }}

# Nodes take the name from here: they start once kube-proxy is in place, and go before it.
output "cluster_name" {
  description = "Name of the cluster."
  value       = var.cluster_name

  depends_on = [aws_eks_addon.kube_proxy]
}

output "pod_cidr" {
  description = "Pod addresses. Only nodes know them: no route table, no security group, no other network."
  value       = var.pod_cidr
}
