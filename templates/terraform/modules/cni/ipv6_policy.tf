
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
