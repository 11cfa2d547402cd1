# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {
  mock_data "aws_ec2_instance_type" {
    defaults = {
      default_network_card_index           = 0
      default_vcpus                        = 2
      hypervisor                           = "nitro"
      maximum_ipv4_addresses_per_interface = 6
      network_cards                        = [{ index = 0, maximum_interfaces = 3 }]
    }
  }
}

variables {
  cluster_name      = "shop"
  subnet_ids        = { eu-west-1a = "subnet-0a00000000000001a", eu-west-1b = "subnet-0a00000000000001b" }
  security_group_id = "sg-0a00000000000000c"
  custom_networking = true
  prefix_delegation = false

  cluster = {
    certificate_authority = "Y2VydGlmaWNhdGU="
    endpoint              = "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com"
    kubernetes_version    = "1.34"
    service_cidr          = "172.20.0.0/16"
  }

  managed = {
    general = { instance_types = ["t3.medium"], min = 1, desired = 1, max = 2, pods_per_node = 12 }
  }

  self_managed = {
    batch = {
      instance_types = ["t3.medium"]
      min            = 0
      desired        = 0
      max            = 2
      max_pods       = 12
      labels         = { workload = "batch" }
      taints         = [{ key = "workload", value = "batch", effect = "NoSchedule" }]
    }
  }
}

run "twelve_pods_on_a_t3_medium" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  assert {
    condition     = local.pods["t3.medium"] == 12
    error_message = "(3 - 1) x (6 - 1) + 2 (M2)."
  }
}

run "prefixes_stop_at_110" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  variables {
    prefix_delegation = true
  }

  assert {
    condition     = local.pods["t3.medium"] == 110
    error_message = "(3 - 1) x (6 - 1) x 16 + 2 = 162, cut at 110 (M4, M5)."
  }
}

run "interfaces_that_serve_no_pods" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  variables {
    trunk_instance_types = ["t3.medium"]
    managed              = {}
    self_managed         = { batch = { instance_types = ["t3.medium"], min = 0, desired = 0, max = 2, max_pods = 7 } }
  }

  assert {
    condition     = local.pods["t3.medium"] == 7
    error_message = "(3 - 1 - 1) x (6 - 1) + 2 (M9)."
  }
}

run "fewer_interfaces_than_the_type_has" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  variables {
    max_eni      = 2
    managed      = {}
    self_managed = { batch = { instance_types = ["t3.medium"], min = 0, desired = 0, max = 2, max_pods = 7 } }
  }

  assert {
    condition     = local.pods["t3.medium"] == 7
    error_message = "(2 - 1) x (6 - 1) + 2 (M2)."
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
        apiServerEndpoint    = "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com"
        certificateAuthority = "Y2VydGlmaWNhdGU="
        cidr                 = "172.20.0.0/16"
        name                 = "shop"
      }
      kubelet = {
        config = {
          maxPods            = 12
          registerWithTaints = [{ key = "workload", value = "batch", effect = "NoSchedule" }]
        }
        flags = ["--node-labels=workload=batch"]
      }
    }
    error_message = "The NodeConfig differs."
  }
}

run "more_pods_than_addresses" {
  command = plan

  module {
    source = "./modules/nodes"
  }

  variables {
    managed = {
      general = { instance_types = ["t3.medium"], min = 1, desired = 1, max = 2, pods_per_node = 13 }
    }
  }

  expect_failures = [aws_eks_node_group.this]
}
