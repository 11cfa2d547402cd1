# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::111122223333:policy/edge-vpc-cni-ipv6" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/edge-vpc-cni" }
  }
}

variables {
  cluster_name = "edge"
}

run "permissions" {
  module {
    source = "./modules/cni"
  }

  assert {
    condition     = contains(jsondecode(aws_iam_policy.vpc_cni.policy).Statement[0].Action, "ec2:AssignIpv6Addresses")
    error_message = "Without this action no pod gets an address (E10)."
  }

  assert {
    condition     = aws_iam_role_policy_attachment.vpc_cni.policy_arn == aws_iam_policy.vpc_cni.arn && aws_iam_policy.vpc_cni.name_prefix == "edge-vpc-cni-ipv6-"
    error_message = "The CNI's role has the policy, whose name no other cluster can take (E10)."
  }
}

run "nothing_of_ipv4" {
  module {
    source = "./modules/cni"
  }

  assert {
    condition     = aws_eks_addon.vpc_cni.addon_name == "vpc-cni" && aws_eks_addon.vpc_cni.resolve_conflicts_on_update == "OVERWRITE"
    error_message = "EKS itself switches IPv6 and prefixes on; custom networking would stop the CNI (C2, C43)."
  }
}
