# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {
  mock_data "aws_eks_cluster" {
    defaults = {
      certificate_authority = [{ data = "Y2VydGlmaWNhdGU=" }]
      vpc_config            = [{ vpc_id = "vpc-0f000000000000001", cluster_security_group_id = "sg-0a00000000000000c" }]
    }
  }
}

mock_provider "helm" {}

run "one_release" {
  command = plan

  assert {
    condition     = tolist(keys(yamldecode(helm_release.vpc_cni.values[1]).eniConfig.subnets)) == tolist(["eu-west-1a", "eu-west-1b"])
    error_message = "One ENIConfig a zone, named by the zone (C23)."
  }

  assert {
    condition     = yamldecode(helm_release.vpc_cni.values[1]).env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG == "true"
    error_message = "The switch comes with the ENIConfigs (C13)."
  }
}
