# {{ v.made_by }}

output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "cidrs" {
  description = "All IPv4 blocks of the VPC."
  value       = {% if v.strategy.pod_subnets() %}setunion([var.cidr], var.secondary_cidrs){% else %}toset([var.cidr]){% endif %}
}
{%- if v.network.ipv6.is_some() %}

output "ipv6_cidr" {
  description = "IPv6 block of the VPC, chosen by AWS."
  value       = aws_vpc.this.ipv6_cidr_block
}
{%- endif %}

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
    {%- for edge in v.network.way_out %}
    {{ edge }},
    {%- endfor %}
    {%- if v.strategy.discovery() %}
    aws_route_table_association.pod, # where a node's pods have their addresses
    {%- if v.network.reservations %}
    aws_ec2_subnet_cidr_reservation.prefixes,
    {%- endif %}
    {%- endif %}
    aws_route_table_association.node,
  ]
}
{%- if v.strategy.pod_subnets() %}

output "pod_subnet_ids" {
  description = "Pod subnets by zone."
  value       = { for zone, subnet in aws_subnet.pod : zone => subnet.id }

  depends_on = [
    {%- for edge in v.network.way_out %}
    {{ edge }},
    {%- endfor %}
    aws_route_table_association.pod,
  ]
}

output "pod_cidrs" {
  description = "Blocks of the pod subnets by zone."
  value       = var.pod_subnets
}
{%- else if v.network.ipv6.is_some() %}

output "pod_cidrs" {
  description = "IPv6 blocks of the node subnets by zone: every node takes a /80 for its pods from them."
  value       = { for zone, subnet in aws_subnet.node : zone => subnet.ipv6_cidr_block }
}
{%- else if v.strategy.node_subnets() %}

output "pod_cidrs" {
  description = "Blocks of the node subnets by zone: pods have addresses of them too."
  value       = var.node_subnets
}
{%- endif %}
{%- if v.network.nat %}

output "nat_public_ips" {
  description = "Public address of each NAT gateway by zone."
  value       = { for zone, eip in aws_eip.nat : zone => eip.public_ip }
}
{%- endif %}

output "route_table_ids" {
  description = "Route table of the {% if v.strategy.pod_subnets() %}control, node and pod{% else %}control and node{% endif %} subnets by zone."
  value       = { for zone, table in aws_route_table.private : zone => table.id }
}
{%- if v.network.public %}

output "public_subnet_ids" {
  description = "Public subnets by zone, for internet-facing load balancers."
  value       = { for zone, subnet in aws_subnet.public : zone => subnet.id }

  depends_on = [aws_route.internet, aws_route_table_association.public]
}
{%- endif %}
{%- if v.network.transit_gateway %}

output "transit_gateway_attachment_id" {
  description = "The VPC's attachment: the gateway's owner gives it a static route for the routable block (N9)."
  value       = aws_ec2_transit_gateway_vpc_attachment.this.id
}
{%- endif %}
