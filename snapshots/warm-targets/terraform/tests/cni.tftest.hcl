# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {
  mock_data "aws_vpc" {
    defaults = { id = "vpc-0c000000000000001", cidr_block = "10.70.0.0/22" }
  }

  mock_data "aws_eks_cluster" {
    defaults = {
      access_config             = [{ authentication_mode = "API" }]
      certificate_authority     = [{ data = "Y2VydGlmaWNhdGU=" }]
      kubernetes_network_config = [{ ip_family = "ipv4", service_ipv4_cidr = "10.100.0.0/16" }]
      vpc_config                = [{ vpc_id = "vpc-0c000000000000001" }]
    }
  }

  mock_data "aws_subnet" {
    defaults = { vpc_id = "vpc-0c000000000000001", availability_zone = "eu-west-1a", cidr_block = "10.70.0.0/24" }
  }
}

variables {
  cluster_name    = "tight"
  vpc_id          = "vpc-0c000000000000001"
  vpc_cidr        = "10.70.0.0/22"
  node_subnets    = { eu-west-1a = { id = "subnet-0c00000000000001a", cidr = "10.70.0.0/24" } }
  connected_cidrs = { datacentre = ["172.16.0.0/12"] }
}

run "addresses_one_by_one" {
  module {
    source = "./modules/cni"
  }

  variables {
    warm_ip_target    = 2
    minimum_ip_target = 12
  }

  assert {
    condition = jsondecode(aws_eks_addon.vpc_cni.configuration_values) == {
      env = {
        AWS_VPC_K8S_CNI_EXTERNALSNAT = "false"
        ENABLE_PREFIX_DELEGATION     = "false"
        MINIMUM_IP_TARGET            = "12"
        WARM_IP_TARGET               = "2"
      }
    }
    error_message = "Every value a string, unset targets absent (C32), and no ENIConfig."
  }
}

run "prefixes" {
  module {
    source = "./modules/cni"
  }

  variables {
    prefix_delegation  = true
    warm_prefix_target = 1
  }

  assert {
    condition = jsondecode(aws_eks_addon.vpc_cni.configuration_values).env == {
      AWS_VPC_K8S_CNI_EXTERNALSNAT = "false"
      ENABLE_PREFIX_DELEGATION     = "true"
      WARM_PREFIX_TARGET           = "1"
    }
    error_message = "Every value a string, and unset targets absent (C32)."
  }
}

run "every_setting_has_one_place" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    env = { WARM_IP_TARGET = "2" }
  }

  expect_failures = [var.env]
}

run "minimum_that_is_a_cap" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    minimum_ip_target = 12
  }

  expect_failures = [var.minimum_ip_target]
}

run "minimum_without_growth" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    warm_ip_target    = 0
    minimum_ip_target = 12
  }

  expect_failures = [var.warm_ip_target]
}

run "no_warm_prefix" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    prefix_delegation  = true
    warm_prefix_target = 0
  }

  expect_failures = [var.warm_prefix_target]
}

run "a_destroy_leaves_pods_connected" {
  command = plan

  module {
    source = "./modules/cni"
  }

  assert {
    condition     = aws_eks_addon.vpc_cni.preserve && aws_eks_addon.vpc_cni.resolve_conflicts_on_create == "OVERWRITE" && aws_eks_addon.vpc_cni.resolve_conflicts_on_update == "PRESERVE"
    error_message = "The take-over wins once; later edits stay, and so does aws-node."
  }
}

run "another_subnet_than_declared" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    node_subnets = { eu-west-1b = { id = "subnet-0c00000000000001a", cidr = "10.70.0.0/24" } }
  }

  expect_failures = [data.aws_subnet.node]
}

run "another_vpc_than_declared" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    vpc_cidr = "10.70.0.0/21"
  }

  expect_failures = [data.aws_vpc.this]
}

run "ipv6_pods" {
  command = plan

  module {
    source = "./modules/cni"
  }

  override_data {
    target = data.aws_eks_cluster.this
    values = {
      access_config             = [{ authentication_mode = "API" }]
      certificate_authority     = [{ data = "Y2VydGlmaWNhdGU=" }]
      kubernetes_network_config = [{ ip_family = "ipv6", service_ipv4_cidr = "" }]
      vpc_config                = [{ vpc_id = "vpc-0c000000000000001" }]
    }
  }

  variables {
    connected_cidrs = {}
  }

  expect_failures = [data.aws_eks_cluster.this]
}

run "services_hide_a_connected_network" {
  command = plan

  module {
    source = "./modules/cni"
  }

  override_data {
    target = data.aws_eks_cluster.this
    values = {
      access_config             = [{ authentication_mode = "API" }]
      certificate_authority     = [{ data = "Y2VydGlmaWNhdGU=" }]
      kubernetes_network_config = [{ ip_family = "ipv4", service_ipv4_cidr = "172.20.0.0/16" }]
      vpc_config                = [{ vpc_id = "vpc-0c000000000000001" }]
    }
  }

  expect_failures = [check.service_addresses]
}
