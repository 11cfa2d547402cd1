# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "vault"
  region = "eu-west-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "network" {
  source = "./modules/network"

  name            = local.name
  cidr            = "10.90.16.0/23"
  secondary_cidrs = ["100.64.0.0/16"]

  control_subnets = {
    eu-west-1a = "10.90.17.0/28"
    eu-west-1b = "10.90.17.16/28"
  }

  node_subnets = {
    eu-west-1a = "10.90.16.0/25"
    eu-west-1b = "10.90.16.128/25"
  }

  pod_subnets = {
    eu-west-1a = "100.64.0.0/18"
    eu-west-1b = "100.64.64.0/18"
  }

  # No way to the internet: nodes reach these inside the VPC, and nothing beyond it (N7).
  endpoint_services = ["autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "elasticloadbalancing", "logs", "sts"]

  transit_gateway_id    = "tgw-0a000000000000001"
  transit_gateway_cidrs = ["10.1.0.0/16", "172.16.0.0/16"]
}

module "cluster" {
  source = "./modules/cluster"

  name                = local.name
  kubernetes_version  = "1.34"
  service_cidr        = "172.20.0.0/16"
  vpc_cidrs           = module.network.cidrs
  subnet_ids          = module.network.control_subnet_ids
  private_endpoint    = true
  public_access_cidrs = []
  log_retention_days  = 365
  deletion_protection = true

  access = {
    operators = {
      principal_arn = "arn:aws:iam::111122223333:role/operators"
      policy        = "AmazonEKSClusterAdminPolicy"
    }
  }
}

module "cni" {
  source = "./modules/cni"

  cluster_name   = module.cluster.name
  pod_subnet_ids = module.network.pod_subnet_ids
  external_snat  = false # 100.64.0.0/16 is routable nowhere else: pods leave the VPC with their node's address (N2)

  # One group for control plane, nodes and pods: probes, DNS and webhooks need no rules between them (C26).
  pod_security_group_ids = [module.cluster.security_group_id]

  prefix_delegation = false
}

module "nodes" {
  source = "./modules/nodes"

  cluster           = module.cluster.bootstrap
  cluster_name      = module.cni.cluster_name # not module.cluster's: nodes start once the CNI is configured, and go before it
  subnet_ids        = module.network.node_subnet_ids
  security_group_id = module.cluster.security_group_id
  custom_networking = true
  prefix_delegation = false
  tags              = local.tags

  managed = {
    # (4 - 1) x (15 - 1) + 2 = 44 pods (M2). EKS sets max-pods itself: scripts/verify.sh compares (M10).
    general = {
      instance_types = ["m6i.xlarge", "m5.xlarge"]
      min            = 2
      desired        = 2
      max            = 6
      pods_per_node  = 30
    }
  }
}

module "addons" {
  source = "./modules/addons"

  cluster_name = module.nodes.cluster_name # CoreDNS becomes active only where it has nodes to run on
  versions     = { coredns = null }
}
