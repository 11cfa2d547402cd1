# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# The whole tree with its own values, on made-up answers of AWS.
mock_provider "aws" {
  mock_resource "aws_eks_cluster" {
    defaults = {
      certificate_authority = [{ data = "Y2VydGlmaWNhdGU=" }]
      identity              = [{ oidc = [{ issuer = "https://oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF" }] }]
    }
  }
}

run "whole_tree" {
  command = plan

  assert {
    condition     = tolist(keys(module.network.pod_cidrs)) == tolist(["us-west-2a", "us-west-2b", "us-west-2c"])
    error_message = "Pods in every zone that has nodes, and in no other."
  }

  assert {
    condition     = module.cluster.node_role_name == yamldecode(file("../manifests/auto-mode/nodeclass.yaml")).spec.role
    error_message = "The NodeClass names another role."
  }
}
