# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

output "kubeconfig_command" {
  description = "Adds the cluster to your kubeconfig."
  value       = "aws eks update-kubeconfig --region ${local.region} --name ${module.cluster.name}"
}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = module.cluster.endpoint
}

output "cluster_security_group_id" {
  description = "Group of the control plane, the nodes and the pods."
  value       = module.cluster.security_group_id
}

output "vpc_id" {
  description = "The VPC."
  value       = module.pod_network.vpc_id
}

output "node_subnet_ids" {
  description = "Node subnets by zone."
  value       = module.pod_network.node_subnet_ids
}

output "pod_subnet_ids" {
  description = "Pod subnets by zone."
  value       = module.pod_network.pod_subnet_ids
}

output "pod_cidrs" {
  description = "Pod addresses by zone. Nothing outside the VPC can reach them."
  value       = module.pod_network.pod_cidrs
}
