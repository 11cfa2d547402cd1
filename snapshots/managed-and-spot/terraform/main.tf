# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "shop"
  region = "eu-west-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "network" {
  source = "./modules/network"

  name            = local.name
  cidr            = "10.40.0.0/20"
  secondary_cidrs = ["100.64.0.0/16"]

  public_subnets = {
    eu-west-1a = "10.40.3.0/26"
    eu-west-1b = "10.40.3.64/26"
    eu-west-1c = "10.40.3.128/26"
  }

  control_subnets = {
    eu-west-1a = "10.40.3.192/28"
    eu-west-1b = "10.40.3.208/28"
    eu-west-1c = "10.40.3.224/28"
  }

  node_subnets = {
    eu-west-1a = "10.40.0.0/24"
    eu-west-1b = "10.40.1.0/24"
    eu-west-1c = "10.40.2.0/24"
  }

  pod_subnets = {
    eu-west-1a = "100.64.0.0/18"
    eu-west-1b = "100.64.64.0/18"
    eu-west-1c = "100.64.128.0/18"
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

  prefix_delegation  = true
  warm_prefix_target = 1
}

module "nodes" {
  source = "./modules/nodes"

  cluster           = module.cluster.bootstrap
  cluster_name      = module.cni.cluster_name # not module.cluster's: nodes start once the CNI is configured, and go before it
  subnet_ids        = module.network.node_subnet_ids
  security_group_id = module.cluster.security_group_id
  custom_networking = true
  prefix_delegation = true
  tags              = local.tags

  managed = {
    # (3 - 1) x (10 - 1) x 16 + 2 = 290 addresses, so EKS sets its limit of 110 pods (M4, M5, M10).
    general = {
      instance_types = ["m6i.large", "m5.large"]
      min            = 3
      desired        = 3
      max            = 12
      pods_per_node  = 60
    }
  }

  self_managed = {
    # (4 - 1) x (15 - 1) x 16 + 2 = 674 addresses, cut at 110 pods (M4, M5).
    batch = {
      instance_types = ["c6i.xlarge", "c5.xlarge"]
      spot           = true
      min            = 0
      desired        = 0
      max            = 20
      max_pods       = 110
      labels         = { workload = "batch" }
      taints         = [{ key = "workload", value = "batch", effect = "NoSchedule" }]
    }
  }
}

module "addons" {
  source = "./modules/addons"

  cluster_name = module.nodes.cluster_name # CoreDNS becomes active only where it has nodes to run on
  versions     = { coredns = null }
}
