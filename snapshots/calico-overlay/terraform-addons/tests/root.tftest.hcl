# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {}

run "whole_tree" {
  command = plan
}

run "one_add_on_for_each_version" {
  command = plan

  module {
    source = "./modules/addons"
  }

  variables {
    cluster_name = "lab"
    versions     = { coredns = null }
  }

  assert {
    condition     = one(keys(aws_eks_addon.this)) == "coredns" && aws_eks_addon.this["coredns"].cluster_name == "lab"
    error_message = "CoreDNS and nothing else, in this cluster."
  }
}
