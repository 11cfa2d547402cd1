# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "orders"
  region = "eu-west-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "pod_network" {
  source = "./modules/pod-network"

  cluster_name    = local.name
  vpc_id          = "vpc-0d000000000000001"
  vpc_cidr        = "10.30.0.0/23"
  secondary_cidrs = ["100.64.0.0/16"]

  zones = {
    eu-west-1a = {
      node_subnet_id   = "subnet-0d00000000000001a"
      node_subnet_cidr = "10.30.0.0/26"
      pod_subnet_cidr  = "100.64.0.0/18"
      route_table_id   = "rtb-0d00000000000001a"
    }
    eu-west-1b = {
      node_subnet_id   = "subnet-0d00000000000001b"
      node_subnet_cidr = "10.30.0.64/26"
      pod_subnet_cidr  = "100.64.64.0/18"
      route_table_id   = "rtb-0d00000000000001b"
    }
    eu-west-1c = {
      node_subnet_id   = "subnet-0d00000000000001c"
      node_subnet_cidr = "10.30.0.128/26"
      pod_subnet_cidr  = "100.64.128.0/18"
      route_table_id   = "rtb-0d00000000000001c"
    }
  }

  control_subnets = {
    eu-west-1a = { id = "subnet-0d00000000000001a", cidr = "10.30.0.0/26" }
    eu-west-1b = { id = "subnet-0d00000000000001b", cidr = "10.30.0.64/26" }
    eu-west-1c = { id = "subnet-0d00000000000001c", cidr = "10.30.0.128/26" }
  }
}

module "cluster" {
  source = "./modules/cluster"

  name                = local.name
  kubernetes_version  = "1.34"
  service_cidr        = "172.20.0.0/16"
  vpc_cidrs           = module.pod_network.cidrs
  subnet_ids          = module.pod_network.control_subnet_ids
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

  cluster_name   = module.cluster.name
  pod_subnet_ids = module.pod_network.pod_subnet_ids
  external_snat  = false # 100.64.0.0/16 is routable nowhere else: pods leave the VPC with their node's address (N2)

  # One group for control plane, nodes and pods: probes, DNS and webhooks need no rules between them (C26).
  pod_security_group_ids = [module.cluster.security_group_id]

  prefix_delegation = false
  warm_ip_target    = 4
  minimum_ip_target = 16
}

module "nodes" {
  source = "./modules/nodes"

  cluster           = module.cluster.bootstrap
  cluster_name      = module.cni.cluster_name # not module.cluster's: nodes start once the CNI is configured, and go before it
  subnet_ids        = module.pod_network.node_subnet_ids
  security_group_id = module.cluster.security_group_id
  custom_networking = true
  prefix_delegation = false
  tags              = local.tags

  managed = {
    # (3 - 1) x (10 - 1) + 2 = 20 pods (M2). EKS sets max-pods itself: scripts/verify.sh compares (M10).
    general = {
      instance_types = ["m6i.large"]
      min            = 3
      desired        = 3
      max            = 9
      pods_per_node  = 16
    }
  }
}

module "addons" {
  source = "./modules/addons"

  cluster_name = module.nodes.cluster_name # CoreDNS becomes active only where it has nodes to run on
  versions     = { coredns = null }
}
