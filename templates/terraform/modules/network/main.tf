# {{ v.made_by }}
{%- if v.network.locals() %}

locals {
  {%- if v.strategy.pod_subnets() %}
  # The private range, if any, that a block comes from: AWS lets a VPC take blocks from its own range,
  # or from none of them (public space and 100.64.0.0/10), and refuses the rest (V6).
  private_range = {
    for block in setunion([var.cidr], var.secondary_cidrs) : block => one([
      for range in ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16"] : range
      if cidrhost("${cidrhost(block, 0)}/${split("/", range)[1]}", 0) == cidrhost(range, 0)
    ])
  }
  {%- endif %}
  {%- if v.network.ipv6.is_some() %}
  # AWS chooses the VPC's IPv6 block, so a subnet's /64 in it is known by its number only.
  ipv6_block = aws_vpc.this.ipv6_cidr_block
  ipv6_newbits = {% if v.network.ipam() %}64 - var.ipv6_netmask_length{% else %}8 # of Amazon's /56{% endif %}
  {%- endif %}
  {%- if v.network.nat %}
  {%- if v.strategy.pod_subnets() || v.network.ipv6.is_some() %}
{% endif %}
  # The zone whose NAT gateway a zone's nodes and pods use{% if v.network.ipv6.is_some() %} for IPv4{% endif %}.
  nat_zone = { for zone in keys(var.node_subnets) : zone => coalesce(var.nat_zone, zone) }
  {%- endif %}
}
{%- endif %}

resource "aws_vpc" "this" {
  # checkov:skip=CKV2_AWS_11: flow logs are the account's choice; {{ v.source }} did not ask for them
  cidr_block           = var.cidr
  {%- if v.network.ipam() %}
  ipv6_ipam_pool_id = var.ipv6_ipam_pool_id
  ipv6_netmask_length = var.ipv6_netmask_length
  {%- else if v.network.ipv6.is_some() %}
  assign_generated_ipv6_cidr_block = true
  {%- endif %}
  enable_dns_support   = true
  enable_dns_hostnames = true # without it nodes cannot register (V21)

  tags = { Name = var.name }
}
{%- if v.strategy.pod_subnets() %}

# Blocks of the primary block's own range come before the others (V8).
resource "aws_vpc_ipv4_cidr_block_association" "same_range" {
  for_each = toset([for block in var.secondary_cidrs : block if local.private_range[block] != null])

  vpc_id     = aws_vpc.this.id
  cidr_block = each.key

  lifecycle {
    precondition {
      condition     = local.private_range[each.key] == local.private_range[var.cidr]
      error_message = "AWS refuses ${each.key} in a VPC whose primary block is ${var.cidr} (V6). Use a block of 100.64.0.0/10, or of the primary block's own range."
    }
  }
}

resource "aws_vpc_ipv4_cidr_block_association" "secondary" {
  for_each = toset([for block in var.secondary_cidrs : block if local.private_range[block] == null])

  vpc_id     = aws_vpc.this.id
  cidr_block = each.key

  depends_on = [aws_vpc_ipv4_cidr_block_association.same_range]
}
{%- endif %}

# Nothing uses the VPC's default group; without rules nothing can.
resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-unused" }
}
{%- if v.network.public %}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = var.name }
}

{% if v.network.ipv6.is_some() -%}
# A dual-stack balancer asks for its IPv6 addresses itself: nothing else here should get one unasked.
{% endif -%}
resource "aws_subnet" "public" {
  for_each = var.public_subnets

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  {%- if v.network.ipv6.is_some() %}
  cidr_block = each.value.cidr
  ipv6_cidr_block = cidrsubnet(local.ipv6_block, local.ipv6_newbits, each.value.ipv6_number)
  {%- else %}
  cidr_block        = each.value
  {%- endif %}

  tags = {
    Name                     = "${var.name}-public-${each.key}"
    "kubernetes.io/role/elb" = "1"
  }
}
{%- endif %}

{% if v.network.ipv6.is_some() -%}
# EKS takes dual-stack subnets only (E7).
{% endif -%}
resource "aws_subnet" "control" {
  for_each = var.control_subnets

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  {%- if v.network.ipv6.is_some() %}
  cidr_block = each.value.cidr
  ipv6_cidr_block = cidrsubnet(local.ipv6_block, local.ipv6_newbits, each.value.ipv6_number)
  assign_ipv6_address_on_creation = true
  enable_dns64 = false
  {%- else %}
  cidr_block        = each.value
  {%- endif %}

  tags = { Name = "${var.name}-control-${each.key}" }
}

resource "aws_subnet" "node" {
  for_each = var.node_subnets

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  {%- if v.network.ipv6.is_some() %}
  cidr_block = each.value.cidr
  ipv6_cidr_block = cidrsubnet(local.ipv6_block, local.ipv6_newbits, each.value.ipv6_number)
  assign_ipv6_address_on_creation = true # nodes register by their IPv6 address; EKS refuses the subnet without it (S22)
  enable_dns64 = false # pods reach IPv4 through their node; DNS64 would send them through the NAT gateway instead (E11)
  {%- else %}
  cidr_block        = each.value
  {%- endif %}

  tags = {
    Name                              = "${var.name}-node-${each.key}"
    {%- if v.strategy.excludes_node_subnets() %}
    "kubernetes.io/role/cni"          = "0" # no pods here, not even on a node's first interface (S16)
    {%- endif %}
    "kubernetes.io/role/internal-elb" = "1"
  }

  lifecycle {
    create_before_destroy = true # a retired zone's subnet goes last, once nothing uses it
  }
}
{%- if v.strategy.pod_subnets() %}

# No load balancer tag: a balancer here could not be reached from outside the VPC (S13).
resource "aws_subnet" "pod" {
  for_each = var.pod_subnets

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value

  {% if v.strategy.discovery() -%}
  # aws-node finds its subnets by this tag: any value but 0 (S16).
  tags = {
    Name                     = "${var.name}-pod-${each.key}"
    "kubernetes.io/role/cni" = "1"
  }
  {%- else -%}
  tags = { Name = "${var.name}-pod-${each.key}" }
  {%- endif %}

  lifecycle {
    create_before_destroy = true # a retired zone's subnet goes last, once nothing uses it
  }

  depends_on = [
    aws_vpc_ipv4_cidr_block_association.same_range,
    aws_vpc_ipv4_cidr_block_association.secondary,
  ]
}
{%- endif %}
{%- if v.network.reservations %}

# Room that only /28 prefixes may take: single addresses scattered over a subnet leave no whole prefix free (S23, S24).
# Nothing waits for it: what did would make Terraform create a changed reservation before the old one is gone, and AWS takes no overlap.
resource "aws_ec2_subnet_cidr_reservation" "prefixes" {
  for_each = var.{{ v.network.reserved }}_prefix_reservations

  subnet_id        = aws_subnet.{{ v.network.reserved }}[each.key].id
  cidr_block       = each.value
  reservation_type = "prefix"
  description      = "Prefixes of ${var.name}'s pods"
}
{%- endif %}
{%- if v.network.public %}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-public" }
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route_table_association" "public" {
  for_each = aws_subnet.public

  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}
{%- endif %}
{%- if v.network.nat %}

resource "aws_eip" "nat" {
  # checkov:skip=CKV2_AWS_19: the scanner loses the NAT gateway in for_each; every address belongs to one
  for_each = toset(values(local.nat_zone))

  domain = "vpc"

  tags = { Name = "${var.name}-nat-${each.key}" }
}

{% if v.network.ipv6.is_some() -%}
# For IPv4 alone: what has IPv6 addresses leaves by the egress-only gateway.
{% endif -%}
resource "aws_nat_gateway" "this" {
  for_each = aws_eip.nat

  allocation_id = each.value.id
  subnet_id     = aws_subnet.public[each.key].id

  tags = { Name = "${var.name}-${each.key}" }

  depends_on = [aws_route.internet, aws_route_table_association.public]
}
{%- endif %}

{% if v.network.nat -%}
# One table a zone, so that a zone's traffic uses, and fails with, its own NAT gateway only (N6), unless nat_zone says otherwise.
{%- else -%}
# One table a zone: a route that only one zone needs finds its place (N6).
{%- endif %}
resource "aws_route_table" "private" {
  for_each = toset(keys(merge(var.control_subnets, var.node_subnets)))

  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-private-${each.key}" }
}
{%- if v.network.nat %}

resource "aws_route" "nat" {
  for_each = local.nat_zone

  route_table_id         = aws_route_table.private[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[each.value].id
}
{%- endif %}

# Networks that will reach the private endpoint over a transit gateway need their routes back from here too.
resource "aws_route_table_association" "control" {
  for_each = aws_subnet.control

  subnet_id      = each.value.id
  route_table_id = aws_route_table.private[each.key].id
}

resource "aws_route_table_association" "node" {
  for_each = aws_subnet.node

  subnet_id      = each.value.id
  route_table_id = aws_route_table.private[each.key].id
}
{%- if v.strategy.pod_subnets() %}

resource "aws_route_table_association" "pod" {
  for_each = aws_subnet.pod

  subnet_id      = each.value.id
  route_table_id = aws_route_table.private[each.key].id
}
{%- endif %}
