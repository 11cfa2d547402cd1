# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "first"
  region = "eu-west-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "network" {
  source = "./modules/network"

  name            = local.name
  cidr            = "10.20.0.0/22"
  secondary_cidrs = ["100.64.0.0/16"]

  public_subnets = {
    eu-west-1a = "10.20.1.0/27"
    eu-west-1b = "10.20.1.32/27"
  }

  control_subnets = {
    eu-west-1a = "10.20.1.64/28"
    eu-west-1b = "10.20.1.80/28"
  }

  node_subnets = {
    eu-west-1a = "10.20.0.0/25"
    eu-west-1b = "10.20.0.128/25"
  }

  pod_subnets = {
    eu-west-1a = "100.64.0.0/17"
    eu-west-1b = "100.64.128.0/17"
  }
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
  deletion_protection = false

  access = {
    admins = {
      principal_arn = "arn:aws:iam::111122223333:role/admins"
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
    # (3 - 1) x (10 - 1) + 2 = 20 pods (M2). EKS sets max-pods itself: scripts/verify.sh compares (M10).
    general = {
      instance_types = ["m6i.large"]
      min            = 2
      desired        = 2
      max            = 6
    }
  }
}

module "addons" {
  source = "./modules/addons"

  cluster_name = module.nodes.cluster_name # CoreDNS becomes active only where it has nodes to run on
  versions     = { coredns = null }
}
