# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# The whole tree with its own values, on made-up answers of AWS.
mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }

  mock_data "aws_eks_cluster" {
    defaults = {
      access_config             = [{ authentication_mode = "API" }]
      certificate_authority     = [{ data = "Y2VydGlmaWNhdGU=" }]
      kubernetes_network_config = [{ service_ipv4_cidr = "172.20.0.0/16" }]
      version                   = "1.34"
      vpc_config                = [{ vpc_id = "vpc-0b000000000000001", cluster_security_group_id = "sg-0a00000000000000c" }]
    }
  }
}

override_data {
  target = module.pod_network.data.aws_vpc.this
  values = {
    cidr_block              = "10.8.0.0/16"
    cidr_block_associations = [{ cidr_block = "10.8.0.0/16" }, { cidr_block = "100.64.0.0/16" }]
    enable_dns_hostnames    = true
    enable_dns_support      = true
  }
}

override_data {
  target = module.pod_network.data.aws_subnet.node["eu-central-1a"]
  values = { vpc_id = "vpc-0b000000000000001", availability_zone = "eu-central-1a", cidr_block = "10.8.0.0/20" }
}

override_data {
  target = module.pod_network.data.aws_route_table.this["eu-central-1a"]
  values = { associations = [{ subnet_id = "subnet-0b00000000000001a" }] }
}

override_data {
  target = module.pod_network.data.aws_subnet.node["eu-central-1b"]
  values = { vpc_id = "vpc-0b000000000000001", availability_zone = "eu-central-1b", cidr_block = "10.8.16.0/20" }
}

override_data {
  target = module.pod_network.data.aws_route_table.this["eu-central-1b"]
  values = { associations = [{ subnet_id = "subnet-0b00000000000001b" }] }
}

run "whole_tree" {
  command = plan

  assert {
    condition     = tolist(keys(module.pod_network.pod_cidrs)) == tolist(["eu-central-1a", "eu-central-1b"])
    error_message = "Pods in every zone that has nodes, and in no other."
  }
}
