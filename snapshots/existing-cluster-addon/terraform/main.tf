# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "billing"
  region = "eu-west-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "pod_network" {
  source = "./modules/pod-network"

  cluster_name    = local.name
  vpc_id          = "vpc-0b000000000000001"
  vpc_cidr        = "10.60.0.0/23"
  secondary_cidrs = ["100.64.0.0/16"]

  zones = {
    eu-west-1a = {
      node_subnet_id   = "subnet-0b00000000000001a"
      node_subnet_cidr = "10.60.0.0/25"
      pod_subnet_cidr  = "100.64.0.0/18"
      route_table_id   = "rtb-0b00000000000001a"
    }
    eu-west-1b = {
      node_subnet_id   = "subnet-0b00000000000001b"
      node_subnet_cidr = "10.60.0.128/25"
      pod_subnet_cidr  = "100.64.64.0/18"
      route_table_id   = "rtb-0b00000000000001b"
    }
  }
}

module "cni" {
  source = "./modules/cni"

  cluster_name   = module.pod_network.cluster_name
  pod_subnet_ids = module.pod_network.pod_subnet_ids
  external_snat  = false # 100.64.0.0/16 is routable nowhere else: pods leave the VPC with their node's address (N2)

  # The groups that eksnet.toml names, or else the cluster's own (C26).
  pod_security_group_ids = module.pod_network.pod_security_group_ids

  prefix_delegation = false
}

module "nodes" {
  source = "./modules/nodes"

  cluster           = module.pod_network.bootstrap
  cluster_name      = module.cni.cluster_name # not module.pod_network's: nodes start once the CNI is configured, and go before it
  subnet_ids        = module.pod_network.node_subnet_ids
  security_group_id = module.pod_network.cluster_security_group_id
  custom_networking = true
  prefix_delegation = false
  tags              = local.tags

  managed = {
    # (3 - 1) x (10 - 1) + 2 = 20 pods (M2). EKS sets max-pods itself: scripts/verify.sh compares (M10).
    fresh = {
      instance_types = ["m6i.large", "m5.large"]
      min            = 2
      desired        = 2
      max            = 8
      pods_per_node  = 15
    }
  }
}
