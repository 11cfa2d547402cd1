# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

data "aws_partition" "current" {}

data "aws_ec2_instance_type" "this" {
  for_each = toset(flatten([
    [for group in values(var.managed) : group.instance_types],
    [for group in values(var.self_managed) : group.instance_types],
  ]))

  instance_type = each.key
}

locals {
  # The CNI uses the default network card only, and of it at most max_eni.
  interfaces = {
    for name, type in data.aws_ec2_instance_type.this : name => min([
      for count in flatten([var.max_eni, [for card in type.network_cards : card.maximum_interfaces if card.index == type.default_network_card_index]]) : count if count != null
    ]...)
  }

  # Interfaces without addresses for pods: the first with custom networking, and the trunk of branch interfaces (M9).
  reserved = {
    for name in keys(data.aws_ec2_instance_type.this) : name => (var.custom_networking ? 1 : 0) + (contains(var.trunk_instance_types, name) ? 1 : 0)
  }

  # Addresses for pods that a type has: an interface's first is its own, a prefix holds 16; two pods use the host's
  # network (M1 to M4).
  addresses = {
    for name, type in data.aws_ec2_instance_type.this : name =>
    (local.interfaces[name] - local.reserved[name]) * (type.maximum_ipv4_addresses_per_interface - 1) * (var.prefix_delegation ? 16 : 1) + 2
  }

  # EKS goes no higher than 110 pods, or 250 above 30 vCPUs (M5).
  pods = { for name, type in data.aws_ec2_instance_type.this : name => min(type.default_vcpus > 30 ? 250 : 110, local.addresses[name]) }

  architecture = {
    for name, type in data.aws_ec2_instance_type.this : name => contains(type.supported_architectures, "arm64") ? "arm64" : "x86_64"
  }

  # Image types of managed groups, by family and architecture.
  ami_types = {
    al2023       = { arm64 = "AL2023_ARM_64_STANDARD", x86_64 = "AL2023_x86_64_STANDARD" }
    bottlerocket = { arm64 = "BOTTLEROCKET_ARM_64", x86_64 = "BOTTLEROCKET_x86_64" }
  }

  # What the kubelet is told: in a managed group EKS does that, unless the group has an image of its own (M10).
  max_pods = merge(
    { for name, group in var.managed : name => coalesce(group.ami_id == null ? null : group.max_pods, min([for type in group.instance_types : local.pods[type]]...)) },
    { for name, group in var.self_managed : name => group.max_pods },
  )

  node_trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}
