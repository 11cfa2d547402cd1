# No NAT gateway: nodes reach AWS through endpoints, the company through a transit gateway. Part of each pod subnet is
# kept for prefixes, aws-node has its role by pod identity, and the nodes are self-managed.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

locals {
  name  = "closed"
  nodes = { eu-west-1a = "10.40.0.0/24", eu-west-1b = "10.40.1.0/24" }
  pods  = { eu-west-1a = "100.64.0.0/18", eu-west-1b = "100.64.64.0/18" }
}

resource "aws_vpc" "this" {
  cidr_block           = "10.40.0.0/20"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_vpc_ipv4_cidr_block_association" "pods" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "100.64.0.0/16"
}

resource "aws_subnet" "node" {
  for_each = local.nodes

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value
}

resource "aws_subnet" "pod" {
  for_each = local.pods

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value

  depends_on = [aws_vpc_ipv4_cidr_block_association.pods]
}

resource "aws_ec2_subnet_cidr_reservation" "prefixes" {
  for_each = aws_subnet.pod

  subnet_id        = each.value.id
  cidr_block       = cidrsubnet(each.value.cidr_block, 1, 1)
  reservation_type = "prefix"
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route_table_association" "private" {
  for_each = merge({ for zone, s in aws_subnet.node : "node-${zone}" => s.id }, { for zone, s in aws_subnet.pod : "pod-${zone}" => s.id })

  subnet_id      = each.value
  route_table_id = aws_route_table.private.id
}

resource "aws_ec2_transit_gateway_vpc_attachment" "company" {
  transit_gateway_id = "tgw-0a000000000000001"
  vpc_id             = aws_vpc.this.id
  subnet_ids         = [for s in aws_subnet.node : s.id]
}

resource "aws_route" "company" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "10.22.0.0/16"
  transit_gateway_id     = "tgw-0a000000000000001"

  depends_on = [aws_ec2_transit_gateway_vpc_attachment.company]
}

resource "aws_security_group" "endpoints" {
  name_prefix = "${local.name}-endpoints-"
  description = "Endpoints, for nodes"
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  security_group_id = aws_security_group.endpoints.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = aws_vpc.this.cidr_block
}

resource "aws_vpc_endpoint" "interface" {
  for_each = toset(["ec2", "ecr.api", "ecr.dkr", "eks-auth", "sts"])

  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [for s in aws_subnet.node : s.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.eu-west-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.private.id]
}

resource "aws_iam_role" "cluster" {
  name               = "${local.name}-cluster"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "eks.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
}

resource "aws_cloudwatch_log_group" "cluster" {
  name = "/aws/eks/${local.name}/cluster"
}

resource "aws_eks_cluster" "this" {
  name                          = local.name
  role_arn                      = aws_iam_role.cluster.arn
  bootstrap_self_managed_addons = false
  enabled_cluster_log_types     = ["audit"]

  access_config {
    authentication_mode = "API"
  }

  vpc_config {
    subnet_ids              = [for s in aws_subnet.node : s.id]
    endpoint_private_access = true
    endpoint_public_access  = false
  }

  depends_on = [
    aws_cloudwatch_log_group.cluster,
    aws_iam_role_policy_attachment.cluster,
  ]
}

resource "aws_iam_role" "cni" {
  name               = "${local.name}-cni"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "pods.eks.amazonaws.com" }, Action = ["sts:AssumeRole", "sts:TagSession"] }] })
}

resource "aws_iam_role_policy_attachment" "cni" {
  role       = aws_iam_role.cni.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"
}

resource "aws_eks_addon" "agent" {
  cluster_name = aws_eks_cluster.this.name
  addon_name   = "eks-pod-identity-agent"
}

resource "aws_eks_addon" "cni" {
  cluster_name = aws_eks_cluster.this.name
  addon_name   = "vpc-cni"

  configuration_values = jsonencode({
    env = {
      AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true"
      ENI_CONFIG_LABEL_DEF               = "topology.kubernetes.io/zone"
    }
    eniConfig = {
      create  = true
      region  = "eu-west-1"
      subnets = { for zone, s in aws_subnet.pod : zone => { id = s.id } }
    }
  })

  pod_identity_association {
    role_arn        = aws_iam_role.cni.arn
    service_account = "aws-node"
  }

  depends_on = [
    aws_eks_addon.agent,
    aws_iam_role_policy_attachment.cni,
  ]
}

resource "aws_iam_role" "node" {
  name               = "${local.name}-node"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each = toset(["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"])

  role       = aws_iam_role.node.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_iam_instance_profile" "node" {
  name = aws_iam_role.node.name
  role = aws_iam_role.node.name
}

resource "aws_eks_access_entry" "node" {
  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_iam_role.node.arn
  type          = "EC2_LINUX"
}

resource "aws_launch_template" "node" {
  name          = "${local.name}-node"
  image_id      = "ami-00000000000000000"
  instance_type = "m6i.large"
  user_data     = base64encode("cluster: ${aws_eks_cluster.this.name}")

  iam_instance_profile {
    name = aws_iam_instance_profile.node.name
  }
}

resource "aws_autoscaling_group" "node" {
  name                = local.name
  vpc_zone_identifier = [for s in aws_subnet.node : s.id]
  min_size            = 2
  max_size            = 4

  launch_template {
    id = aws_launch_template.node.id
  }

  depends_on = [
    aws_eks_access_entry.node,
    aws_eks_addon.cni,
    aws_iam_role_policy_attachment.node,
    aws_route_table_association.private,
    aws_vpc_endpoint.interface,
    aws_vpc_endpoint.s3,
    aws_vpc_security_group_ingress_rule.endpoints,
  ]
}
