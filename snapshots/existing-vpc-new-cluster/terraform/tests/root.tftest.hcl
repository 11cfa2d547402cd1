# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# The whole tree with its own values, on made-up answers of AWS.
mock_provider "aws" {
  mock_resource "aws_eks_cluster" {
    defaults = {
      certificate_authority = [{ data = "Y2VydGlmaWNhdGU=" }]
      identity              = [{ oidc = [{ issuer = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF" }] }]
    }
  }
}

override_data {
  target = module.pod_network.data.aws_vpc.this
  values = {
    cidr_block              = "10.30.0.0/23"
    cidr_block_associations = [{ cidr_block = "10.30.0.0/23" }]
    enable_dns_hostnames    = true
    enable_dns_support      = true
  }
}

override_data {
  target = module.pod_network.data.aws_subnet.node["eu-west-1a"]
  values = { vpc_id = "vpc-0d000000000000001", availability_zone = "eu-west-1a", cidr_block = "10.30.0.0/26" }
}

override_data {
  target = module.pod_network.data.aws_route_table.this["eu-west-1a"]
  values = { associations = [{ subnet_id = "subnet-0d00000000000001a" }] }
}

override_data {
  target = module.pod_network.data.aws_subnet.node["eu-west-1b"]
  values = { vpc_id = "vpc-0d000000000000001", availability_zone = "eu-west-1b", cidr_block = "10.30.0.64/26" }
}

override_data {
  target = module.pod_network.data.aws_route_table.this["eu-west-1b"]
  values = { associations = [{ subnet_id = "subnet-0d00000000000001b" }] }
}

override_data {
  target = module.pod_network.data.aws_subnet.node["eu-west-1c"]
  values = { vpc_id = "vpc-0d000000000000001", availability_zone = "eu-west-1c", cidr_block = "10.30.0.128/26" }
}

override_data {
  target = module.pod_network.data.aws_route_table.this["eu-west-1c"]
  values = { associations = [{ subnet_id = "subnet-0d00000000000001c" }] }
}

override_data {
  target = module.pod_network.data.aws_subnet.control["eu-west-1a"]
  values = { vpc_id = "vpc-0d000000000000001", availability_zone = "eu-west-1a", cidr_block = "10.30.0.0/26" }
}

override_data {
  target = module.pod_network.data.aws_subnet.control["eu-west-1b"]
  values = { vpc_id = "vpc-0d000000000000001", availability_zone = "eu-west-1b", cidr_block = "10.30.0.64/26" }
}

override_data {
  target = module.pod_network.data.aws_subnet.control["eu-west-1c"]
  values = { vpc_id = "vpc-0d000000000000001", availability_zone = "eu-west-1c", cidr_block = "10.30.0.128/26" }
}

override_data {
  target = module.nodes.data.aws_ec2_instance_type.this["m6i.large"]
  values = {
    default_network_card_index           = 0
    default_vcpus                        = 2
    hypervisor                           = "nitro"
    maximum_ipv4_addresses_per_interface = 10
    network_cards                        = [{ index = 0, maximum_interfaces = 3 }]
    supported_architectures              = ["x86_64"]
  }
}

run "whole_tree" {
  command = plan

  assert {
    condition     = tolist(keys(module.pod_network.pod_cidrs)) == tolist(["eu-west-1a", "eu-west-1b", "eu-west-1c"])
    error_message = "Pods in every zone that has nodes, and in no other."
  }

  assert {
    condition     = module.nodes.max_pods == { general = 20 }
    error_message = "Another number of pods than the plan counted with."
  }
}
