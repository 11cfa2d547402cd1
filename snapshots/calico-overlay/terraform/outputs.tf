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
  description = "Group of the control plane and the nodes. Pods have none: what they send leaves in their node's name."
  value       = module.cluster.security_group_id
}

output "vpc_id" {
  description = "The VPC."
  value       = module.network.vpc_id
}

output "node_subnet_ids" {
  description = "Node subnets by zone."
  value       = module.network.node_subnet_ids
}

output "nat_public_ips" {
  description = "Addresses from which nodes and pods reach the internet, by zone."
  value       = module.network.nat_public_ips
}

output "route_table_ids" {
  description = "Route tables of the node subnets by zone: routes to other networks go here."
  value       = module.network.route_table_ids
}
