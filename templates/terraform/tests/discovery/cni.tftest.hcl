# {{ v.made_by }}

mock_provider "aws" {
  mock_resource "aws_eks_addon" {
    defaults = { addon_version = "v1.23.1-eksbuild.1" }
  }
  {%- if v.cni.makes_role() %}

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/shop-vpc-cni" }
  }
  {%- if v.cni.irsa %}

  mock_resource "aws_iam_openid_connect_provider" {
    defaults = { arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF" }
  }
  {%- endif %}
  {%- endif %}
}

variables {
  cluster_name = "shop"
  {%- if v.cni.makes_role() && v.cni.irsa %}
  oidc_issuer = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF"
  {%- endif %}
  {%- if !v.cni.makes_role() && !v.cluster.existing %}
  role_arn = "arn:aws:iam::111122223333:role/shop-vpc-cni"
  {%- endif %}
  prefix_delegation = true
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
    addon_versions = { vpc-cni = "v1.{% if v.strategy.excludes_node_subnets() %}21{% else %}17{% endif %}.1-eksbuild.1" }
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
