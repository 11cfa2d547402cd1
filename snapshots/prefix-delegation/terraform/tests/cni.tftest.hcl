# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/shop-vpc-cni" }
  }
}

variables {
  cluster_name = "tight"
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
