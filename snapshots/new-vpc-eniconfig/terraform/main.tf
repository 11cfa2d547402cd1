# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "test-cluster"
  region = "us-east-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "network" {
  source = "./modules/network"

  name            = local.name
  cidr            = "10.0.0.0/16"
  secondary_cidrs = ["100.64.0.0/16"]

  public_subnets = {
    us-east-1a = "10.0.0.0/26"
    us-east-1b = "10.0.0.64/26"
  }

  control_subnets = {
    us-east-1a = "10.0.0.128/28"
    us-east-1b = "10.0.0.144/28"
  }

  node_subnets = {
    us-east-1a = "10.0.3.0/24"
    us-east-1b = "10.0.4.0/24"
  }

  pod_subnets = {
    us-east-1a = "100.64.0.0/18"
    us-east-1b = "100.64.64.0/18"
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
  public_access_cidrs = ["203.0.113.0/24"]
  log_retention_days  = 365
  deletion_protection = false

  access = {
    platform = {
      principal_arn = "arn:aws:iam::111122223333:role/platform-admin"
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
    # (3 - 1) x (6 - 1) + 2 = 12 pods (M2). EKS sets max-pods itself: scripts/verify.sh compares (M10).
    system = {
      instance_types = ["t3.medium"]
      min            = 2
      desired        = 2
      max            = 4
      pods_per_node  = 10
    }
  }

  self_managed = {
    # (3 - 1) x (6 - 1) + 2 = 12 pods (M2); by itself nodeadm would count one interface more (M11).
    workers = {
      instance_types = ["t3.medium", "t3a.medium"]
      spot           = true
      min            = 0
      desired        = 0
      max            = 10
      pods_per_node  = 10
      max_pods       = 12
    }
  }
}

module "addons" {
  source = "./modules/addons"

  cluster_name = module.nodes.cluster_name # CoreDNS becomes active only where it has nodes to run on
  versions     = { coredns = null }
}
