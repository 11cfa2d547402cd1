# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# The whole tree with its own values, on made-up answers of AWS.
mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "eu-west-1" }
  }

  mock_data "aws_eks_cluster" {
    defaults = {
      access_config             = [{ authentication_mode = "API" }]
      certificate_authority     = [{ data = "Y2VydGlmaWNhdGU=" }]
      kubernetes_network_config = [{ ip_family = "ipv4", service_ipv4_cidr = "10.100.0.0/16" }]
      version                   = "1.34"
      vpc_config                = [{ vpc_id = "vpc-0c000000000000001", cluster_security_group_id = "sg-0a00000000000000c" }]
    }
  }
}

override_data {
  target = module.cni.data.aws_vpc.this
  values = { cidr_block = "10.70.0.0/22" }
}

override_data {
  target = module.cni.data.aws_subnet.node["eu-west-1a"]
  values = { vpc_id = "vpc-0c000000000000001", availability_zone = "eu-west-1a", cidr_block = "10.70.0.0/24" }
}

override_data {
  target = module.cni.data.aws_subnet.node["eu-west-1b"]
  values = { vpc_id = "vpc-0c000000000000001", availability_zone = "eu-west-1b", cidr_block = "10.70.1.0/24" }
}

run "whole_tree" {
  command = plan
}
