# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "dense"
  region = "eu-central-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "network" {
  source = "./modules/network"

  name = local.name
  cidr = "10.80.0.0/18"

  public_subnets = {
    eu-central-1a = "10.80.24.0/26"
    eu-central-1b = "10.80.24.64/26"
    eu-central-1c = "10.80.24.128/26"
  }

  control_subnets = {
    eu-central-1a = "10.80.24.192/28"
    eu-central-1b = "10.80.24.208/28"
    eu-central-1c = "10.80.24.224/28"
  }

  node_subnets = {
    eu-central-1a = "10.80.0.0/21"
    eu-central-1b = "10.80.8.0/21"
    eu-central-1c = "10.80.16.0/21"
  }

  node_prefix_reservations = {
    eu-central-1a = "10.80.4.0/22"
    eu-central-1b = "10.80.12.0/22"
    eu-central-1c = "10.80.20.0/22"
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
  external_snat = true # other networks route to 10.80.0.0/18: they see, and can answer, a pod's own address (N1)

  prefix_delegation  = true
  warm_prefix_target = 1
}

module "nodes" {
  source = "./modules/nodes"

  cluster           = module.cluster.bootstrap
  cluster_name      = module.cni.cluster_name # not module.cluster's: nodes start once the CNI is configured, and go before it
  subnet_ids        = module.network.node_subnet_ids
  security_group_id = module.cluster.security_group_id
  custom_networking = false
  prefix_delegation = true
  tags              = local.tags

  managed = {
    # 3 x (10 - 1) x 16 + 2 = 434 addresses, so EKS sets its limit of 110 pods (M3, M5, M10).
    general = {
      instance_types = ["m6i.large"]
      min            = 3
      desired        = 3
      max            = 24
      pods_per_node  = 60
    }
  }

  self_managed = {
    # 4 x (15 - 1) x 16 + 2 = 898 addresses, cut at 110 pods (M3, M5).
    batch = {
      instance_types = ["c6i.xlarge", "c6a.xlarge"]
      spot           = true
      min            = 0
      desired        = 0
      max            = 12
      pods_per_node  = 90
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
