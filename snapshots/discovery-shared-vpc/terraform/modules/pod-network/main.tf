# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# What is there is read and compared with what eksnet.toml says: a plan stops where the two differ.

data "aws_region" "current" {}

data "aws_vpc" "this" {
  id = var.vpc_id

  lifecycle {
    postcondition {
      condition     = self.cidr_block == var.vpc_cidr
      error_message = "${var.vpc_id} has the primary block ${self.cidr_block}, not ${var.vpc_cidr}."
    }

    postcondition {
      condition     = length(setsubtract(var.attached_cidrs, [for block in self.cidr_block_associations : block.cidr_block])) == 0
      error_message = "${var.vpc_id} lacks one of the blocks ${join(", ", var.attached_cidrs)}."
    }

    postcondition {
      condition     = self.enable_dns_support && self.enable_dns_hostnames
      error_message = "${var.vpc_id} needs DNS support and DNS hostnames, or new nodes cannot register (V21)."
    }
  }
}

data "aws_eks_cluster" "this" {
  name = var.cluster_name

  lifecycle {
    postcondition {
      condition     = self.vpc_config[0].vpc_id == var.vpc_id
      error_message = "Cluster ${var.cluster_name} runs in ${self.vpc_config[0].vpc_id}, not in ${var.vpc_id}."
    }
  }
}

data "aws_subnet" "node" {
  for_each = var.zones

  id = each.value.node_subnet_id

  lifecycle {
    postcondition {
      condition     = self.vpc_id == var.vpc_id && self.availability_zone == each.key && self.cidr_block == each.value.node_subnet_cidr
      error_message = "${self.id} is ${self.cidr_block} in ${self.availability_zone} of ${self.vpc_id}, not ${each.value.node_subnet_cidr} in ${each.key} of ${var.vpc_id}."
    }
  }
}

data "aws_route_table" "this" {
  for_each = var.zones

  route_table_id = each.value.route_table_id

  lifecycle {
    postcondition {
      condition     = contains([for association in self.associations : association.subnet_id], each.value.node_subnet_id)
      error_message = "${each.value.route_table_id} is not the route table of ${each.value.node_subnet_id}: pods would leave ${each.key} by another way than its nodes."
    }
  }
}

data "aws_security_group" "pod" {
  for_each = var.pod_security_group_ids

  id = each.key

  lifecycle {
    postcondition {
      condition     = self.vpc_id == var.vpc_id
      error_message = "${self.id} is in ${self.vpc_id}: no network interface in ${var.vpc_id} can have it (C25)."
    }
  }
}

locals {
  # The private range, if any, that a block comes from: AWS lets a VPC take blocks from its own range,
  # or from none of them (public space and 100.64.0.0/10), and refuses the rest (V6).
  private_range = {
    for block in setunion([var.vpc_cidr], var.secondary_cidrs) : block => one([
      for range in ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16"] : range
      if cidrhost("${cidrhost(block, 0)}/${split("/", range)[1]}", 0) == cidrhost(range, 0)
    ])
  }

  service_cidr = data.aws_eks_cluster.this.kubernetes_network_config[0].service_ipv4_cidr

  # Two blocks overlap when both are the same network under the shorter of their two masks.
  hides_services = {
    for block in var.secondary_cidrs : block => length(distinct([
      for cidr in [block, local.service_cidr] :
      cidrhost("${cidrhost(cidr, 0)}/${min(split("/", block)[1], split("/", local.service_cidr)[1])}", 0)
    ])) == 1
  }

  # The cluster's own group holds control plane, nodes and pods together: probes, DNS and webhooks need no rules (C26).
  pod_security_group_ids = length(var.pod_security_group_ids) > 0 ? sort(keys(data.aws_security_group.pod)) : [data.aws_eks_cluster.this.vpc_config[0].cluster_security_group_id]
}

# Blocks of the primary block's own range come before the others (V8).
resource "aws_vpc_ipv4_cidr_block_association" "same_range" {
  for_each = toset([for block in var.secondary_cidrs : block if local.private_range[block] != null])

  vpc_id     = data.aws_vpc.this.id
  cidr_block = each.key

  lifecycle {
    precondition {
      condition     = local.private_range[each.key] == local.private_range[var.vpc_cidr]
      error_message = "AWS refuses ${each.key} in a VPC whose primary block is ${var.vpc_cidr} (V6). Use a block of 100.64.0.0/10, or of the primary block's own range."
    }

    precondition {
      condition     = !local.hides_services[each.key]
      error_message = "${each.key} overlaps the Service addresses ${local.service_cidr} of ${var.cluster_name}. AWS would take it, and pods would then lose Services (E3)."
    }
  }
}

resource "aws_vpc_ipv4_cidr_block_association" "secondary" {
  for_each = toset([for block in var.secondary_cidrs : block if local.private_range[block] == null])

  vpc_id     = data.aws_vpc.this.id
  cidr_block = each.key

  lifecycle {
    precondition {
      condition     = !local.hides_services[each.key]
      error_message = "${each.key} overlaps the Service addresses ${local.service_cidr} of ${var.cluster_name}. AWS would take it, and pods would then lose Services (E3)."
    }
  }

  depends_on = [aws_vpc_ipv4_cidr_block_association.same_range]
}

# No load balancer tag: a balancer here could not be reached from outside the VPC (S13).
resource "aws_subnet" "pod" {
  for_each = var.zones

  vpc_id            = data.aws_vpc.this.id
  availability_zone = data.aws_subnet.node[each.key].availability_zone
  cidr_block        = each.value.pod_subnet_cidr

  # aws-node finds its subnets by the first tag, any value but 0 (S16); the second keeps other clusters of this VPC off (S17).
  tags = {
    Name                                                 = "${var.cluster_name}-pod-${each.key}"
    "kubernetes.io/role/cni"                             = "1"
    "cni.networking.k8s.aws/cluster/${var.cluster_name}" = "shared"
  }

  lifecycle {
    create_before_destroy = true # a retired zone's subnet goes last, once nothing uses it
  }

  depends_on = [
    aws_vpc_ipv4_cidr_block_association.same_range,
    aws_vpc_ipv4_cidr_block_association.secondary,
  ]
}

# Without an association of its own a subnet falls to the VPC's main route table (S10).
resource "aws_route_table_association" "pod" {
  for_each = aws_subnet.pod

  subnet_id      = each.value.id
  route_table_id = data.aws_route_table.this[each.key].route_table_id
}

# No pods in the node subnets, not even on a node's first interface (S16): once the pod subnets can take them. The tag is the only thing
# that changes on a subnet that is there, and every cluster with nodes in it heeds it.
resource "aws_ec2_tag" "node" {
  for_each = data.aws_subnet.node

  resource_id = each.value.id
  key         = "kubernetes.io/role/cni"
  value       = "0"

  depends_on = [aws_route_table_association.pod]
}
