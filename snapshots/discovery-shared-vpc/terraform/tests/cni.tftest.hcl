# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {
  mock_resource "aws_eks_addon" {
    defaults = { addon_version = "v1.23.1-eksbuild.1" }
  }
}

variables {
  cluster_name       = "shop"
  prefix_delegation  = true
  warm_prefix_target = 1
}

run "no_custom_networking" {
  module {
    source = "./modules/cni"
  }

  assert {
    condition = jsondecode(aws_eks_addon.vpc_cni.configuration_values) == {
      env = {
        AWS_VPC_K8S_CNI_EXTERNALSNAT = "false"
        ENABLE_PREFIX_DELEGATION     = "true"
        WARM_PREFIX_TARGET           = "1"
      }
    }
    error_message = "Custom networking and ENIConfigs would make aws-node ignore the tags (S18); every value must be a string (C32)."
  }
}

run "a_version_that_does_not_read_the_tags" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    addon_versions = { vpc-cni = "v1.21.1-eksbuild.1" }
  }

  expect_failures = [aws_eks_addon.vpc_cni]
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

run "minimum_without_warm_addresses" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    minimum_ip_target = 12
  }

  expect_failures = [var.minimum_ip_target]
}
