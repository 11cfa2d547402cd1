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
  # Addresses never run out: a node's /80 holds 2^48. What is left is EKS's limit of 110 pods, or 250 above 30 vCPUs (M5).
  pods = { for name, type in data.aws_ec2_instance_type.this : name => type.default_vcpus > 30 ? 250 : 110 }

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
