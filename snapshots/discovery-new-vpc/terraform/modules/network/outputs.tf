# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "cidrs" {
  description = "All IPv4 blocks of the VPC."
  value       = setunion([var.cidr], var.secondary_cidrs)
}

output "control_subnet_ids" {
  description = "Subnets of the cluster's own network interfaces by zone."
  value       = { for zone, subnet in aws_subnet.control : zone => subnet.id }

  depends_on = [aws_route_table_association.control]
}

# Whoever takes these ids waits until the subnets have their way out, and is destroyed before it.
output "node_subnet_ids" {
  description = "Node subnets by zone."
  value       = { for zone, subnet in aws_subnet.node : zone => subnet.id }

  depends_on = [
    aws_route.nat,
    aws_route_table_association.pod, # where a node's pods have their addresses
    aws_route_table_association.node,
  ]
}

output "pod_subnet_ids" {
  description = "Pod subnets by zone."
  value       = { for zone, subnet in aws_subnet.pod : zone => subnet.id }

  depends_on = [
    aws_route.nat,
    aws_route_table_association.pod,
  ]
}

output "pod_cidrs" {
  description = "Blocks of the pod subnets by zone."
  value       = var.pod_subnets
}

output "nat_public_ips" {
  description = "Public address of each NAT gateway by zone."
  value       = { for zone, eip in aws_eip.nat : zone => eip.public_ip }
}

output "route_table_ids" {
  description = "Route table of the control, node and pod subnets by zone."
  value       = { for zone, table in aws_route_table.private : zone => table.id }
}

output "public_subnet_ids" {
  description = "Public subnets by zone, for internet-facing load balancers."
  value       = { for zone, subnet in aws_subnet.public : zone => subnet.id }

  depends_on = [aws_route.internet, aws_route_table_association.public]
}
