# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

output "cluster_name" {
  description = "Name of the cluster, known only once it has nodes."
  value       = var.cluster_name

  depends_on = [aws_eks_node_group.this]
}

output "max_pods" {
  description = "Pods that a node of each group takes at most."
  value       = local.max_pods
}
