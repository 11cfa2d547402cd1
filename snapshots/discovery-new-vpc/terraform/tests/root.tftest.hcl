# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# The whole tree with its own values, on made-up answers of AWS.
mock_provider "aws" {
  mock_resource "aws_eks_cluster" {
    defaults = {
      certificate_authority = [{ data = "Y2VydGlmaWNhdGU=" }]
      identity              = [{ oidc = [{ issuer = "https://oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF" }] }]
    }
  }
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
    condition     = tolist(keys(module.network.pod_cidrs)) == tolist(["eu-central-1a", "eu-central-1b", "eu-central-1c"])
    error_message = "Pods in every zone that has nodes, and in no other."
  }

  assert {
    condition     = module.nodes.max_pods == { general = 29 }
    error_message = "Another number of pods than the plan counted with."
  }
}
