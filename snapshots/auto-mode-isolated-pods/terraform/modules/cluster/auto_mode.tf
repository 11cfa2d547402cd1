# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# What a NodeClass refers to: the nodes' role, and the pods' security group. Nodes themselves have the cluster's group.

resource "aws_iam_role" "node" {
  name = var.node_role_name

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each = toset(["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodeMinimalPolicy"])

  role       = aws_iam_role.node.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.key}"
}

# EKS lets in only the role of its own node pools by itself; nodes with any other role start but never join (A7).
resource "aws_eks_access_entry" "node" {
  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_iam_role.node.arn
  type          = "EC2"
}

resource "aws_eks_access_policy_association" "node" {
  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_eks_access_entry.node.principal_arn
  policy_arn    = "arn:${data.aws_partition.current.partition}:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy"

  access_scope {
    type = "cluster"
  }
}

locals {
  # EKS opens the pods' group for each load balancer by itself, but only a group that is called like the cluster's (A21).
  pod_security_group_name = "eks-cluster-sg-${var.name}-pods"

  # What pods may use on nodes and control plane. DNS: Auto Mode answers on each pod's own node, where no rule applies; the two
  # here let a pod ask another node as well.
  pods_to_cluster = {
    api     = { protocol = "tcp", port = 443 }
    dns_tcp = { protocol = "tcp", port = 53 }
    dns_udp = { protocol = "udp", port = 53 }
    kubelet = { protocol = "tcp", port = 10250 } # metrics-server
  }
}

resource "aws_security_group" "pods" {
  # checkov:skip=CKV2_AWS_5: EKS puts it on the network interfaces of the pods
  name        = local.pod_security_group_name
  description = "Pods of EKS cluster ${var.name}"
  vpc_id      = var.vpc_id

  tags = { Name = local.pod_security_group_name }
}

resource "aws_vpc_security_group_egress_rule" "pods" {
  # checkov:skip=CKV_AWS_382: what a pod may reach is for network policies; beyond the VPC it leaves by its node anyway (C27)
  security_group_id = aws_security_group.pods.id
  description       = "Pods to anywhere"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "pods_from_pods" {
  security_group_id            = aws_security_group.pods.id
  description                  = "Pods to pods"
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.pods.id
}

resource "aws_vpc_security_group_ingress_rule" "pods_from_cluster" {
  security_group_id            = aws_security_group.pods.id
  description                  = "Control plane and nodes to pods: webhooks, node ports"
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

resource "aws_vpc_security_group_ingress_rule" "cluster_from_pods" {
  for_each = local.pods_to_cluster

  security_group_id            = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
  description                  = "Pods: ${each.key}"
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.port
  to_port                      = each.value.port
  referenced_security_group_id = aws_security_group.pods.id
}
