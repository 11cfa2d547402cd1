# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# Nodes take the name from here: they start once the CNI is configured, and go before it.
output "cluster_name" {
  description = "Name of the cluster."
  value       = var.cluster_name

  depends_on = [
    aws_eks_addon.vpc_cni,
  ]
}

output "addon_version" {
  description = "Version of the CNI that runs."
  value       = aws_eks_addon.vpc_cni.addon_version
}
