# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

data "aws_partition" "current" {}

data "aws_ec2_instance_type" "this" {
  for_each = toset(flatten([for group in values(var.self_managed) : group.instance_types]))

  instance_type = each.key
}

locals {
  # Pods that a type could start. Addresses are no limit, memory is: nodeadm keeps back 255 MiB and 11 MiB a pod, the kubelet
  # evicts below 100 MiB, and Linux sees some 7.5 % less than EC2 sells. With more pods than this the kubelet would not even
  # start. EKS goes no higher than 110, or 250 above 30 vCPUs (M5).
  pods = {
    for name, type in data.aws_ec2_instance_type.this : name => min(
      type.default_vcpus > 30 ? 250 : 110,
      floor((type.memory_size * 0.925 - 255 - 100) / 11),
    )
  }

  architecture = {
    for name, type in data.aws_ec2_instance_type.this : name => contains(type.supported_architectures, "arm64") ? "arm64" : "x86_64"
  }

  max_pods = { for name, group in var.self_managed : name => group.max_pods }

  node_trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}
