# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

output "vpc_id" {
  description = "The VPC."
  value       = data.aws_vpc.this.id
}

output "cidrs" {
  description = "All IPv4 blocks of the VPC: what it has, and what is added."
  value       = setunion([for block in data.aws_vpc.this.cidr_block_associations : block.cidr_block], [var.vpc_cidr], var.secondary_cidrs)
}

output "control_subnet_ids" {
  description = "Subnets of the cluster's own network interfaces by zone."
  value       = { for zone, subnet in data.aws_subnet.control : zone => subnet.id }
}

output "node_subnet_ids" {
  description = "Node subnets by zone."
  value       = { for zone, subnet in data.aws_subnet.node : zone => subnet.id }

  depends_on = [data.aws_route_table.this]
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
