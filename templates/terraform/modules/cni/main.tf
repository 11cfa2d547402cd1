# {{ v.made_by }}

# The {{ v.cni.addon_count }} add-ons that every node runs before its first pod. Their DaemonSets need no nodes to become active.
{%- if v.cni.makes_role() %}

data "aws_partition" "current" {}
{%- endif %}
{%- if !v.cni.irsa %}

# aws-node gets its permissions by Pod Identity. That works on the very first node: the agent runs in the host's
# network, so it needs no CNI, and takes its own permissions from the node's role (AmazonEKSWorkerNodePolicy).
{%- if v.strategy.ipv6() %}
# It listens on [fd00:ec2::23] as well, where pods of an IPv6 cluster ask.
{%- endif %}
resource "aws_eks_addon" "pod_identity_agent" {
  cluster_name  = var.cluster_name
  addon_name    = "eks-pod-identity-agent"
  addon_version = lookup(var.addon_versions, "eks-pod-identity-agent", null)
}
{%- endif %}

resource "aws_eks_addon" "kube_proxy" {
  cluster_name  = var.cluster_name
  addon_name    = "kube-proxy"
  addon_version = lookup(var.addon_versions, "kube-proxy", null)
}
{%- if v.cni.makes_role() %}
{%- if v.cni.irsa %}

# aws-node gets its permissions by its service account's token, which IAM trusts from here on (IRSA).
resource "aws_iam_openid_connect_provider" "cluster" {
  url            = var.oidc_issuer
  client_id_list = ["sts.amazonaws.com"]
}
{%- endif %}

resource "aws_iam_role" "vpc_cni" {
  name_prefix = "${substr(var.cluster_name, 0, 29)}-vpc-cni-" # IAM allows a prefix of 38 characters

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      {%- if v.cni.irsa %}
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.cluster.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${trimprefix(var.oidc_issuer, "https://")}:aud" = "sts.amazonaws.com"
          "${trimprefix(var.oidc_issuer, "https://")}:sub" = "system:serviceaccount:kube-system:aws-node"
        }
      }
      {%- else %}
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = {
        StringEquals = {
          "aws:RequestTag/eks-cluster-name"           = var.cluster_name
          "aws:RequestTag/kubernetes-namespace"       = "kube-system"
          "aws:RequestTag/kubernetes-service-account" = "aws-node"
        }
      }
      {%- endif %}
    }]
  })
}
{%- if v.strategy.ipv6() %}
{% include "terraform/modules/cni/ipv6_policy.tf" %}
{%- endif %}

resource "aws_iam_role_policy_attachment" "vpc_cni" {
  role       = aws_iam_role.vpc_cni.name
  policy_arn = {% if v.strategy.ipv6() %}aws_iam_policy.vpc_cni.arn{% else %}"arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEKS_CNI_Policy"{% endif %}
}
{%- endif %}

{% if v.strategy.ipv6() -%}
# In an IPv6 cluster EKS itself switches IPv6 and prefix delegation on; the add-on has no key for the former (C43). Warm
# targets do nothing (section 8): one /80 serves all pods of a node. Custom networking would stop the CNI (C2).
{% endif -%}
resource "aws_eks_addon" "vpc_cni" {
  cluster_name  = var.cluster_name
  addon_name    = "vpc-cni"
  addon_version = lookup(var.addon_versions, "vpc-cni", null)

  # {% if v.strategy.ipv6() %}EKS's values win{% else %}What stands here wins{% endif %} over kubectl edits, so that an upgrade cannot drop {{ v.cni.kept }}.
  resolve_conflicts_on_update = "OVERWRITE"
  {%- if v.cni.configured() %}

  configuration_values = jsonencode(local.configuration)
  {%- endif %}
  {%- if v.cni.irsa %}

  service_account_role_arn = {% if v.cni.makes_role() %}aws_iam_role.vpc_cni.arn{% else %}var.role_arn{% endif %}
  {%- else %}

  pod_identity_association {
    role_arn        = {% if v.cni.makes_role() %}aws_iam_role.vpc_cni.arn{% else %}var.role_arn{% endif %}
    service_account = "aws-node"
  }
  {%- endif %}
  {%- if v.strategy.discovery() %}

  lifecycle {
    postcondition {
      condition     = try(tonumber(regex("^v1\\.([0-9]+)\\.", self.addon_version)[0]) >= {% if v.strategy.excludes_node_subnets() %}22{% else %}18{% endif %}, true)
      error_message = "vpc-cni ${self.addon_version} is too old: {% if v.strategy.excludes_node_subnets() %}before 1.22 the value 0 of kubernetes.io/role/cni includes a subnet{% else %}subnets are discovered from 1.18 on{% endif %} (S16). Pin a version under [cni]."
    }
  }
  {%- endif %}
  {%- if v.cni.makes_role() || !v.cni.irsa %}

  depends_on = [
    {%- if !v.cni.irsa %}
    aws_eks_addon.pod_identity_agent,
    {%- endif %}
    {%- if v.cni.makes_role() %}
    aws_iam_role_policy_attachment.vpc_cni,
    {%- endif %}
  ]
  {%- endif %}
}
