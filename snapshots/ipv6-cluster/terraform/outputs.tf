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
  value       = module.network.vpc_id
}

output "node_subnet_ids" {
  description = "Node subnets by zone."
  value       = module.network.node_subnet_ids
}

output "service_cidr" {
  description = "IPv6 block of the Service addresses, chosen by EKS."
  value       = module.cluster.bootstrap.service_cidr
}

output "ipv6_cidr" {
  description = "IPv6 block of the VPC, chosen by AWS. Pods and nodes reach IPv6 networks with addresses of it."
  value       = module.network.ipv6_cidr
}

output "pod_cidrs" {
  description = "Pod addresses by zone."
  value       = module.network.pod_cidrs
}

output "nat_public_ips" {
  description = "Addresses from which nodes and pods reach IPv4 networks, by zone."
  value       = module.network.nat_public_ips
}

output "route_table_ids" {
  description = "Route tables of the node subnets by zone: routes to other networks go here."
  value       = module.network.route_table_ids
}
