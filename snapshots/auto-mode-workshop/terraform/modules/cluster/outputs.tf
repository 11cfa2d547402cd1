# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

output "name" {
  description = "Name of the cluster."
  value       = aws_eks_cluster.this.name
}

output "endpoint" {
  description = "Address of the Kubernetes API."
  value       = aws_eks_cluster.this.endpoint
}

output "security_group_id" {
  description = "The group that EKS makes for control plane and nodes: everything inside it may talk to everything."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "node_role_name" {
  description = "Role of the nodes, which may join the cluster."
  value       = aws_iam_role.node.name

  depends_on = [aws_eks_access_policy_association.node]
}
