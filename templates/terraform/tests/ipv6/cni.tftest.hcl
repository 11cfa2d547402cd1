# {{ v.made_by }}

mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  {%- if v.cni.makes_role() %}

  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::111122223333:policy/edge-vpc-cni-ipv6" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/edge-vpc-cni" }
  }
  {%- if v.cni.irsa %}

  mock_resource "aws_iam_openid_connect_provider" {
    defaults = { arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-north-1.amazonaws.com/id/0123456789ABCDEF" }
  }
  {%- endif %}
  {%- endif %}
}

variables {
  cluster_name = "edge"
  {%- if !v.cni.makes_role() %}
  role_arn = "arn:aws:iam::111122223333:role/edge-vpc-cni"
  {%- else if v.cni.irsa %}
  oidc_issuer = "https://oidc.eks.eu-north-1.amazonaws.com/id/0123456789ABCDEF"
  {%- endif %}
}
{%- if v.cni.makes_role() %}

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
{%- endif %}

run "nothing_of_ipv4" {
  module {
    source = "./modules/cni"
  }

  assert {
    {%- if v.cni.configured() %}
    condition     = length(setintersection(keys(jsondecode(aws_eks_addon.vpc_cni.configuration_values).env), ["ENABLE_IPv6", "ENABLE_PREFIX_DELEGATION", "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "WARM_IP_TARGET"])) == 0
    {%- else %}
    condition     = aws_eks_addon.vpc_cni.addon_name == "vpc-cni" && aws_eks_addon.vpc_cni.resolve_conflicts_on_update == "OVERWRITE"
    {%- endif %}
    error_message = "EKS itself switches IPv6 and prefixes on; custom networking would stop the CNI (C2, C43)."
  }
}
