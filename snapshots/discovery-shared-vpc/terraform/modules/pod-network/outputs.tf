# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

output "cluster_name" {
  description = "Name of the cluster."
  value       = data.aws_eks_cluster.this.name
}

output "cluster_security_group_id" {
  description = "The group that EKS made for control plane and nodes."
  value       = data.aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "pod_subnet_ids" {
  description = "Pod subnets by zone."
  value       = { for zone, subnet in aws_subnet.pod : zone => subnet.id }

  depends_on = [aws_route_table_association.pod]
}

output "pod_cidrs" {
  description = "Blocks of the pod subnets by zone."
  value       = { for zone in keys(var.zones) : zone => var.zones[zone].pod_subnet_cidr }
}

output "pod_security_group_ids" {
  description = "Security groups of the pods' network interfaces."
  value       = local.pod_security_group_ids
}
