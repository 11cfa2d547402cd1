# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

output "kubeconfig_command" {
  description = "Adds the cluster to your kubeconfig."
  value       = "aws eks update-kubeconfig --region ${local.region} --name ${module.pod_network.cluster_name}"
}

output "pod_subnet_ids" {
  description = "Pod subnets by zone."
  value       = module.pod_network.pod_subnet_ids
}

output "pod_cidrs" {
  description = "Pod addresses by zone. Nothing outside the VPC can reach them."
  value       = module.pod_network.pod_cidrs
}

output "addon_version" {
  description = "Version of the CNI that runs."
  value       = module.cni.addon_version
}
