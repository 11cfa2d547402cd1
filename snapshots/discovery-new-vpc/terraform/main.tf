# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "green"
  region = "eu-central-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "network" {
  source = "./modules/network"

  name            = local.name
  cidr            = "10.9.0.0/21"
  secondary_cidrs = ["100.64.0.0/16"]

  public_subnets = {
    eu-central-1a = "10.9.3.0/27"
    eu-central-1b = "10.9.3.32/27"
    eu-central-1c = "10.9.3.64/27"
  }

  control_subnets = {
    eu-central-1a = "10.9.3.96/28"
    eu-central-1b = "10.9.3.112/28"
    eu-central-1c = "10.9.3.128/28"
  }

  node_subnets = {
    eu-central-1a = "10.9.0.0/24"
    eu-central-1b = "10.9.1.0/24"
    eu-central-1c = "10.9.2.0/24"
  }

  pod_subnets = {
    eu-central-1a = "100.64.0.0/18"
    eu-central-1b = "100.64.64.0/18"
    eu-central-1c = "100.64.128.0/18"
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
    platform = {
      principal_arn = "arn:aws:iam::111122223333:role/platform-admin"
      policy        = "AmazonEKSClusterAdminPolicy"
    }
  }
}

module "cni" {
  source = "./modules/cni"

  cluster_name  = module.cluster.name
  external_snat = false # 100.64.0.0/16 is routable nowhere else: pods leave the VPC with their node's address (N2)

  addon_versions = {
    vpc-cni = "v1.23.1-eksbuild.1"
  }

  prefix_delegation = false
}

module "nodes" {
  source = "./modules/nodes"

  cluster           = module.cluster.bootstrap
  cluster_name      = module.cni.cluster_name # not module.cluster's: nodes start once the CNI is configured, and go before it
  subnet_ids        = module.network.node_subnet_ids
  security_group_id = module.cluster.security_group_id
  custom_networking = false
  prefix_delegation = false
  tags              = local.tags

  managed = {
    # 3 x (10 - 1) + 2 = 29 pods (M1). EKS sets max-pods itself: scripts/verify.sh compares (M10).
    general = {
      instance_types = ["m6i.large"]
      min            = 3
      desired        = 3
      max            = 12
      pods_per_node  = 25
    }
  }
}

module "addons" {
  source = "./modules/addons"

  cluster_name = module.nodes.cluster_name # CoreDNS becomes active only where it has nodes to run on
  versions     = { coredns = null }
}
