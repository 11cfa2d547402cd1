# {{ v.made_by }}

mock_provider "aws" {
  mock_data "aws_ec2_instance_type" {
    defaults = {
      default_vcpus           = 2
      hypervisor              = "nitro"
      supported_architectures = ["arm64"]
    }
  }
}

variables {
  cluster_name      = "edge"
  subnet_ids        = { eu-north-1a = "subnet-0a00000000000001a", eu-north-1b = "subnet-0a00000000000001b" }
  security_group_id = "sg-0a00000000000000c"

  cluster = {
    certificate_authority = "Y2VydGlmaWNhdGU="
    endpoint              = "https://0123456789ABCDEF.gr7.eu-north-1.eks.amazonaws.com"
    kubernetes_version    = "1.34"
    service_cidr          = "fd12:3456:789a::/108"
  }

  managed = {
    general = { instance_types = ["m7g.large"], min = 1, desired = 1, max = 2, pods_per_node = 110 }
  }

  self_managed = {
    batch = {
      instance_types = ["m7g.large"]
      min            = 0
      desired        = 0
      max            = 2
      max_pods       = 110
      labels         = { workload = "batch" }
      taints         = [{ key = "workload", value = "batch", effect = "NoSchedule" }]
    }
  }
}

run "addresses_do_not_limit_pods" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  assert {
    condition     = local.pods["m7g.large"] == 110
    error_message = "EKS's limit alone, not 3 x (10 - 1) + 2 (M5)."
  }

  assert {
    condition     = aws_eks_node_group.this["general"].ami_type == "AL2023_ARM_64_STANDARD"
    error_message = "Graviton types need the arm64 image."
  }
}

run "node_configuration" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  assert {
    condition = yamldecode(split("--//", base64decode(aws_launch_template.self_managed["batch"].user_data))[1]).spec == {
      cluster = {
        apiServerEndpoint    = "https://0123456789ABCDEF.gr7.eu-north-1.eks.amazonaws.com"
        certificateAuthority = "Y2VydGlmaWNhdGU="
        cidr                 = "fd12:3456:789a::/108"
        name                 = "edge"
      }
      kubelet = {
        config = {
          maxPods            = 110
          registerWithTaints = [{ key = "workload", value = "batch", effect = "NoSchedule" }]
        }
        flags = ["--node-labels=workload=batch"]
      }
    }
    error_message = "The NodeConfig differs."
  }
}

run "more_pods_than_eks_allows" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  variables {
    managed = {
      general = { instance_types = ["m7g.large"], min = 1, desired = 1, max = 2, pods_per_node = 111 }
    }
  }

  expect_failures = [aws_eks_node_group.this]
}

run "xen" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  override_data {
    target = data.aws_ec2_instance_type.this
    values = { default_vcpus = 2, hypervisor = "xen", supported_architectures = ["x86_64"] }
  }

  expect_failures = [aws_eks_node_group.this, aws_launch_template.self_managed]
}
