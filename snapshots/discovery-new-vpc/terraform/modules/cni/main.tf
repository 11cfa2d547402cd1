# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# The three add-ons that every node runs before its first pod. Their DaemonSets need no nodes to become active.

data "aws_partition" "current" {}

# aws-node gets its permissions by Pod Identity. That works on the very first node: the agent runs in the host's
# network, so it needs no CNI, and takes its own permissions from the node's role (AmazonEKSWorkerNodePolicy).
resource "aws_eks_addon" "pod_identity_agent" {
  cluster_name  = var.cluster_name
  addon_name    = "eks-pod-identity-agent"
  addon_version = lookup(var.addon_versions, "eks-pod-identity-agent", null)
}

resource "aws_eks_addon" "kube_proxy" {
  cluster_name  = var.cluster_name
  addon_name    = "kube-proxy"
  addon_version = lookup(var.addon_versions, "kube-proxy", null)
}

resource "aws_iam_role" "vpc_cni" {
  name_prefix = "${substr(var.cluster_name, 0, 29)}-vpc-cni-" # IAM allows a prefix of 38 characters

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
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
    }]
  })
}

resource "aws_iam_role_policy_attachment" "vpc_cni" {
  role       = aws_iam_role.vpc_cni.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEKS_CNI_Policy"
}

resource "aws_eks_addon" "vpc_cni" {
  cluster_name  = var.cluster_name
  addon_name    = "vpc-cni"
  addon_version = lookup(var.addon_versions, "vpc-cni", null)

  # What stands here wins over kubectl edits, so that an upgrade cannot drop custom networking.
  resolve_conflicts_on_update = "OVERWRITE"

  configuration_values = jsonencode(local.configuration)

  pod_identity_association {
    role_arn        = aws_iam_role.vpc_cni.arn
    service_account = "aws-node"
  }

  lifecycle {
    postcondition {
      condition     = try(tonumber(regex("^v1\\.([0-9]+)\\.", self.addon_version)[0]) >= 18, true)
      error_message = "vpc-cni ${self.addon_version} is too old: subnets are discovered from 1.18 on (S16). Pin a version under [cni]."
    }
  }

  depends_on = [
    aws_eks_addon.pod_identity_agent,
    aws_iam_role_policy_attachment.vpc_cni,
  ]
}
