# {{ v.made_by }}

mock_provider "aws" {
  mock_data "aws_ec2_instance_type" {
    defaults = {
      default_vcpus           = 2
      memory_size             = 1024
      supported_architectures = ["x86_64"]
    }
  }
}

variables {
  cluster_name      = "lab"
  subnet_ids        = { eu-west-1a = "subnet-0a00000000000001a", eu-west-1b = "subnet-0a00000000000001b" }
  security_group_id = "sg-0a00000000000000c"

  cluster = {
    certificate_authority = "Y2VydGlmaWNhdGU="
    endpoint              = "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com"
    kubernetes_version    = "1.34"
    service_cidr          = "172.20.0.0/16"
  }

  self_managed = {
    micro = {
      instance_types = ["t3.micro"]
      min            = 5
      desired        = 5
      max            = 5
      max_pods       = 16
      labels         = { size = "small" }
      taints         = [{ key = "size", value = "small", effect = "NoSchedule" }]
    }
  }
}

run "node_configuration" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  assert {
    condition = yamldecode(split("--//", base64decode(aws_launch_template.self_managed["micro"].user_data))[1]).spec == {
      cluster = {
        apiServerEndpoint    = "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com"
        certificateAuthority = "Y2VydGlmaWNhdGU="
        cidr                 = "172.20.0.0/16"
        name                 = "lab"
      }
      kubelet = {
        maxPodsExpression = "16"
        config            = { registerWithTaints = [{ key = "size", value = "small", effect = "NoSchedule" }] }
        flags             = ["--node-labels=size=small"]
      }
    }
    error_message = "The NodeConfig differs."
  }

  assert {
    condition     = local.pods["t3.micro"] == 53
    error_message = "(1024 x 0.925 - 355) / 11."
  }
}

run "big_nodes_stop_at_110" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  override_data {
    target = data.aws_ec2_instance_type.this
    values = { default_vcpus = 2, memory_size = 8192, supported_architectures = ["x86_64"] }
  }

  assert {
    condition     = local.pods["t3.micro"] == 110
    error_message = "(8192 x 0.925 - 355) / 11 = 656, cut at 110 (M5)."
  }
}

# The limit that Kubernetes has by itself. On 1 GiB the memory kept back for 110 pods is more than there is.
run "a_hundred_and_ten_pods_on_a_t3_micro" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  variables {
    self_managed = {
      micro = { instance_types = ["t3.micro"], min = 5, desired = 5, max = 5, max_pods = 110 }
    }
  }

  expect_failures = [aws_launch_template.self_managed]
}

run "more_planned_than_allowed" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  variables {
    self_managed = {
      micro = { instance_types = ["t3.micro"], min = 5, desired = 5, max = 5, max_pods = 16, pods_per_node = 17 }
    }
  }

  expect_failures = [var.self_managed]
}
