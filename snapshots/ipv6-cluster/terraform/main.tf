# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "edge"
  region = "eu-north-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "network" {
  source = "./modules/network"

  name     = local.name
  cidr     = "10.60.0.0/20"
  nat_zone = "eu-north-1a" # one gateway for all zones: cheaper, and gone with its zone (N6)

  public_subnets = {
    eu-north-1a = { cidr = "10.60.3.0/26", ipv6_number = 3 }
    eu-north-1b = { cidr = "10.60.3.64/26", ipv6_number = 4 }
    eu-north-1c = { cidr = "10.60.3.128/26", ipv6_number = 5 }
  }

  control_subnets = {
    eu-north-1a = { cidr = "10.60.3.192/28", ipv6_number = 6 }
    eu-north-1b = { cidr = "10.60.3.208/28", ipv6_number = 7 }
    eu-north-1c = { cidr = "10.60.3.224/28", ipv6_number = 8 }
  }

  node_subnets = {
    eu-north-1a = { cidr = "10.60.0.0/24", ipv6_number = 0 }
    eu-north-1b = { cidr = "10.60.1.0/24", ipv6_number = 1 }
    eu-north-1c = { cidr = "10.60.2.0/24", ipv6_number = 2 }
  }
}

module "cluster" {
  source = "./modules/cluster"

  name                = local.name
  kubernetes_version  = "1.34"
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

  cluster_name = module.cluster.name
}

module "nodes" {
  source = "./modules/nodes"

  cluster           = module.cluster.bootstrap
  cluster_name      = module.cni.cluster_name # not module.cluster's: nodes start once the CNI is configured, and go before it
  subnet_ids        = module.network.node_subnet_ids
  security_group_id = module.cluster.security_group_id
  tags              = local.tags

  managed = {
    # EKS sets its limit of 110 pods (M5, M10).
    general = {
      instance_types = ["m7g.large"]
      min            = 3
      desired        = 3
      max            = 30
      pods_per_node  = 100
    }
  }

  self_managed = {
    # Without max_pods a c7g.xlarge would stop at 4 x (15 - 1) + 2 = 58 pods: nodeadm counts IPv4 addresses here as well (M18).
    batch = {
      instance_types = ["c7g.xlarge", "c6g.xlarge"]
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
