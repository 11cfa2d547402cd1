# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  account_id = "111122223333"
  name       = "batch"
  region     = "eu-central-1"

  tags = merge(
    {
      Owner       = "data"
      cost-centre = "4711"
    },
    var.tags,
    { Cluster = local.name },
  )
}

module "network" {
  source = "./modules/network"

  name            = local.name
  cidr            = "10.48.0.0/20"
  secondary_cidrs = ["100.64.0.0/16", "100.65.0.0/16"]
  nat_zone        = "eu-central-1a" # one gateway for all zones: cheaper, and gone with its zone (N6)

  public_subnets = {
    eu-central-1a = "10.48.6.0/27"
    eu-central-1b = "10.48.6.32/27"
    eu-central-1c = "10.48.6.64/27"
  }

  control_subnets = {
    eu-central-1a = "10.48.6.96/28"
    eu-central-1b = "10.48.6.112/28"
    eu-central-1c = "10.48.6.128/28"
  }

  node_subnets = {
    eu-central-1a = "10.48.0.0/23"
    eu-central-1b = "10.48.2.0/23"
    eu-central-1c = "10.48.4.0/23"
  }

  pod_subnets = {
    eu-central-1a = "100.64.0.0/17"
    eu-central-1b = "100.64.128.0/17"
    eu-central-1c = "100.65.0.0/17"
  }

  pod_prefix_reservations = {
    eu-central-1a = "100.64.64.0/18"
    eu-central-1b = "100.64.192.0/18"
    eu-central-1c = "100.65.64.0/18"
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
  log_types           = ["audit", "authenticator"]
  log_retention_days  = 90
  deletion_protection = false

  access = {
    data = {
      principal_arn = "arn:aws:iam::111122223333:role/data-engineers"
      policy        = "AmazonEKSEditPolicy"
      namespaces    = ["batch", "batch-dev"]
    }
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
  external_snat  = false # 100.64.0.0/16 and 100.65.0.0/16 are routable nowhere else: pods leave the VPC with their node's address (N2)

  addon_versions = {
    vpc-cni = "v1.23.1-eksbuild.1"
  }

  # One group for control plane, nodes and pods: probes, DNS and webhooks need no rules between them (C26).
  pod_security_group_ids = [module.cluster.security_group_id]

  prefix_delegation = true
  warm_ip_target    = 8
  minimum_ip_target = 32
  network_policy    = true

  env = {
    AWS_VPC_ENI_MTU          = "9001"
    AWS_VPC_K8S_CNI_LOGLEVEL = "INFO"
  }
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
    system = {
      instance_types = ["m7g.large"]
      min            = 2
      desired        = 2
      max            = 4
      pods_per_node  = 40
    }
  }

  self_managed = {
    # (8 - 1) x (30 - 1) x 16 + 2 = 3250 addresses, cut at 110 pods (M4, M5).
    crunch = {
      instance_types = ["c7g.4xlarge", "c6g.4xlarge", "m7g.4xlarge"]
      spot           = true
      on_demand_base = 1
      min            = 1
      desired        = 1
      max            = 60
      pods_per_node  = 80
      max_pods       = 110
      volume_gib     = 200
      labels         = { "example.com/pool" = "spot", workload = "crunch" }
      taints         = [{ key = "workload", value = "crunch", effect = "NoSchedule" }, { key = "example.com/interruptible", effect = "PreferNoSchedule" }]
    }
  }
}

module "addons" {
  source = "./modules/addons"

  cluster_name = module.nodes.cluster_name # CoreDNS becomes active only where it has nodes to run on
  versions     = { coredns = null }
}
