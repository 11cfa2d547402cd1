# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# The three add-ons that every node runs before its first pod. Their DaemonSets need no nodes to become active.

data "aws_partition" "current" {}

# aws-node gets its permissions by Pod Identity. That works on the very first node: the agent runs in the host's
# network, so it needs no CNI, and takes its own permissions from the node's role (AmazonEKSWorkerNodePolicy).
# It listens on [fd00:ec2::23] as well, where pods of an IPv6 cluster ask.
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

# AWS has no managed policy for IPv6, and a fixed name would collide with that of another cluster in the account (E10).
# The CNI's warning about ModifyNetworkInterfaceAttribute is harmless: EC2 has given the interface its groups already.
resource "aws_iam_policy" "vpc_cni" {
  # checkov:skip=CKV_AWS_355: EC2's Describe actions take no resource, and a network interface cannot be known beforehand
  # checkov:skip=CKV_AWS_290: see above; AssignIpv6Addresses is the one action here that changes an interface
  name_prefix = "${substr(var.cluster_name, 0, 88)}-vpc-cni-ipv6-" # IAM allows a prefix of 102 characters
  description = "IPv6 prefixes for the pods of ${var.cluster_name}"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Prefixes"
        Effect = "Allow"
        Action = [
          "ec2:AssignIpv6Addresses",
          "ec2:DescribeInstanceTypes",
          "ec2:DescribeInstances",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeTags",
        ]
        Resource = "*"
      },
      {
        Sid      = "Tags"
        Effect   = "Allow"
        Action   = "ec2:CreateTags"
        Resource = "arn:${data.aws_partition.current.partition}:ec2:*:*:network-interface/*"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "vpc_cni" {
  role       = aws_iam_role.vpc_cni.name
  policy_arn = aws_iam_policy.vpc_cni.arn
}

# In an IPv6 cluster EKS itself switches IPv6 and prefix delegation on; the add-on has no key for the former (C43). Warm
# targets do nothing (section 8): one /80 serves all pods of a node. Custom networking would stop the CNI (C2).
resource "aws_eks_addon" "vpc_cni" {
  cluster_name  = var.cluster_name
  addon_name    = "vpc-cni"
  addon_version = lookup(var.addon_versions, "vpc-cni", null)

  # EKS's values win over kubectl edits, so that an upgrade cannot drop IPv6.
  resolve_conflicts_on_update = "OVERWRITE"

  pod_identity_association {
    role_arn        = aws_iam_role.vpc_cni.arn
    service_account = "aws-node"
  }

  depends_on = [
    aws_eks_addon.pod_identity_agent,
    aws_iam_role_policy_attachment.vpc_cni,
  ]
}
