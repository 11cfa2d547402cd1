# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

output "kubeconfig_command" {
  description = "Adds the cluster to your kubeconfig."
  value       = "aws eks update-kubeconfig --region ${local.region} --name ${module.cni.cluster_name}"
}

output "addon_version" {
  description = "Version of the CNI that runs."
  value       = module.cni.addon_version
}
