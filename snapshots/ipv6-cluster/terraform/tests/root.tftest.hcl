# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# The whole tree with its own values, on made-up answers of AWS.
mock_provider "aws" {
  mock_resource "aws_vpc" {
    defaults = { ipv6_cidr_block = "2001:db8:1:2a00::/56" }
  }
  mock_resource "aws_eks_cluster" {
    defaults = {
      certificate_authority     = [{ data = "Y2VydGlmaWNhdGU=" }]
      identity                  = [{ oidc = [{ issuer = "https://oidc.eks.eu-north-1.amazonaws.com/id/0123456789ABCDEF" }] }]
      kubernetes_network_config = { service_ipv6_cidr = "fd12:3456:789a::/108" }
    }
  }
}

override_data {
  target = module.nodes.data.aws_ec2_instance_type.this["c6g.xlarge"]
  values = {
    default_network_card_index           = 0
    default_vcpus                        = 4
    hypervisor                           = "nitro"
    maximum_ipv4_addresses_per_interface = 15
    network_cards                        = [{ index = 0, maximum_interfaces = 4 }]
    supported_architectures              = ["arm64"]
  }
}

override_data {
  target = module.nodes.data.aws_ec2_instance_type.this["c7g.xlarge"]
  values = {
    default_network_card_index           = 0
    default_vcpus                        = 4
    hypervisor                           = "nitro"
    maximum_ipv4_addresses_per_interface = 15
    network_cards                        = [{ index = 0, maximum_interfaces = 4 }]
    supported_architectures              = ["arm64"]
  }
}

override_data {
  target = module.nodes.data.aws_ec2_instance_type.this["m7g.large"]
  values = {
    default_network_card_index           = 0
    default_vcpus                        = 2
    hypervisor                           = "nitro"
    maximum_ipv4_addresses_per_interface = 10
    network_cards                        = [{ index = 0, maximum_interfaces = 3 }]
    supported_architectures              = ["arm64"]
  }
}

run "whole_tree" {
  command = plan

  assert {
    condition     = tolist(keys(module.network.pod_cidrs)) == tolist(["eu-north-1a", "eu-north-1b", "eu-north-1c"])
    error_message = "Pods in every zone that has nodes, and in no other."
  }

  assert {
    condition     = module.nodes.max_pods == { batch = 110, general = 110 }
    error_message = "Another number of pods than the plan counted with."
  }
}
