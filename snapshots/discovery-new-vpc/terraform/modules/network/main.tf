# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  # The private range, if any, that a block comes from: AWS lets a VPC take blocks from its own range,
  # or from none of them (public space and 100.64.0.0/10), and refuses the rest (V6).
  private_range = {
    for block in setunion([var.cidr], var.secondary_cidrs) : block => one([
      for range in ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16"] : range
      if cidrhost("${cidrhost(block, 0)}/${split("/", range)[1]}", 0) == cidrhost(range, 0)
    ])
  }

  # The zone whose NAT gateway a zone's nodes and pods use.
  nat_zone = { for zone in keys(var.node_subnets) : zone => coalesce(var.nat_zone, zone) }
}

resource "aws_vpc" "this" {
  # checkov:skip=CKV2_AWS_11: flow logs are the account's choice; eksnet.toml did not ask for them
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true # without it nodes cannot register (V21)

  tags = { Name = var.name }
}

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

# Nothing uses the VPC's default group; without rules nothing can.
resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-unused" }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = var.name }
}

resource "aws_subnet" "public" {
  for_each = var.public_subnets

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value

  tags = {
    Name                     = "${var.name}-public-${each.key}"
    "kubernetes.io/role/elb" = "1"
  }
}

resource "aws_subnet" "control" {
  for_each = var.control_subnets

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value

  tags = { Name = "${var.name}-control-${each.key}" }
}

resource "aws_subnet" "node" {
  for_each = var.node_subnets

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value

  tags = {
    Name                              = "${var.name}-node-${each.key}"
    "kubernetes.io/role/internal-elb" = "1"
  }

  lifecycle {
    create_before_destroy = true # a retired zone's subnet goes last, once nothing uses it
  }
}

# No load balancer tag: a balancer here could not be reached from outside the VPC (S13).
resource "aws_subnet" "pod" {
  for_each = var.pod_subnets

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value

  # aws-node finds its subnets by this tag: any value but 0 (S16).
  tags = {
    Name                     = "${var.name}-pod-${each.key}"
    "kubernetes.io/role/cni" = "1"
  }

  lifecycle {
    create_before_destroy = true # a retired zone's subnet goes last, once nothing uses it
  }

  depends_on = [
    aws_vpc_ipv4_cidr_block_association.same_range,
    aws_vpc_ipv4_cidr_block_association.secondary,
  ]
}

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

resource "aws_eip" "nat" {
  # checkov:skip=CKV2_AWS_19: the scanner loses the NAT gateway in for_each; every address belongs to one
  for_each = toset(values(local.nat_zone))

  domain = "vpc"

  tags = { Name = "${var.name}-nat-${each.key}" }
}

resource "aws_nat_gateway" "this" {
  for_each = aws_eip.nat

  allocation_id = each.value.id
  subnet_id     = aws_subnet.public[each.key].id

  tags = { Name = "${var.name}-${each.key}" }

  depends_on = [aws_route.internet, aws_route_table_association.public]
}

# One table a zone, so that a zone's traffic uses, and fails with, its own NAT gateway only (N6), unless nat_zone says otherwise.
resource "aws_route_table" "private" {
  for_each = toset(keys(merge(var.control_subnets, var.node_subnets)))

  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-private-${each.key}" }
}

resource "aws_route" "nat" {
  for_each = local.nat_zone

  route_table_id         = aws_route_table.private[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[each.value].id
}

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

resource "aws_route_table_association" "pod" {
  for_each = aws_subnet.pod

  subnet_id      = each.value.id
  route_table_id = aws_route_table.private[each.key].id
}
