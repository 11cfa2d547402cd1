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
  target = module.nodes.data.aws_ec2_instance_type.this["t3.micro"]
  values = {
    default_network_card_index           = 0
    default_vcpus                        = 2
    hypervisor                           = "nitro"
    maximum_ipv4_addresses_per_interface = 2
    network_cards                        = [{ index = 0, maximum_interfaces = 2 }]
    memory_size                          = 1024
    supported_architectures              = ["x86_64"]
  }
}

run "whole_tree" {
  command = plan

  assert {
    condition     = module.nodes.max_pods == { micro = 16 }
    error_message = "Another number of pods than the plan counted with."
  }

  assert {
    condition     = module.cni.pod_cidr == yamldecode(file("${path.root}/../helm/tigera-operator/values.yaml")).installation.calicoNetwork.ipPools[0].cidr
    error_message = "Terraform and Helm must have the same pod addresses."
  }
}
