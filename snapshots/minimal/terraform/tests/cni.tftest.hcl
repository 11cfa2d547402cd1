# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "eu-west-1" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/shop-vpc-cni" }
  }
}

variables {
  cluster_name           = "shop"
  pod_subnet_ids         = { eu-west-1a = "subnet-0a00000000000001a", eu-west-1b = "subnet-0a00000000000001b" }
  pod_security_group_ids = ["sg-0a00000000000000c"]
  prefix_delegation      = true
  warm_prefix_target     = 1
}

run "add_on_configuration" {
  module {
    source = "./modules/cni"
  }

  assert {
    condition = jsondecode(aws_eks_addon.vpc_cni.configuration_values).env == {
      AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true"
      AWS_VPC_K8S_CNI_EXTERNALSNAT       = "false"
      ENABLE_PREFIX_DELEGATION           = "true"
      ENI_CONFIG_LABEL_DEF               = "topology.kubernetes.io/zone"
      WARM_PREFIX_TARGET                 = "1"
    }
    error_message = "Every value must be a string, and unset targets absent (C32)."
  }

  assert {
    condition = jsondecode(aws_eks_addon.vpc_cni.configuration_values).eniConfig == {
      create = true
      region = "eu-west-1"
      subnets = {
        eu-west-1a = { id = "subnet-0a00000000000001a", securityGroups = ["sg-0a00000000000000c"] }
        eu-west-1b = { id = "subnet-0a00000000000001b", securityGroups = ["sg-0a00000000000000c"] }
      }
    }
    error_message = "One ENIConfig a zone, named by the zone (C23, C34)."
  }
}

run "every_setting_has_one_place" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    env = { WARM_PREFIX_TARGET = "2" }
  }

  expect_failures = [var.env]
}

run "zone_letters_as_names" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    pod_subnet_ids = { a = "subnet-0a00000000000001a" }
  }

  expect_failures = [var.pod_subnet_ids]
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

run "no_warm_prefix" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    warm_prefix_target = 0
  }

  expect_failures = [var.warm_prefix_target]
}
