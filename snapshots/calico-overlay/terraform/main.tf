# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "lab"
  region = "eu-west-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "network" {
  source = "./modules/network"

  name     = local.name
  cidr     = "10.0.0.0/24"
  nat_zone = "eu-west-1a" # one gateway for all zones: cheaper, and gone with its zone (N6)

  public_subnets = {
    eu-west-1a = "10.0.0.64/27"
    eu-west-1b = "10.0.0.96/27"
    eu-west-1c = "10.0.0.128/27"
  }

  control_subnets = {
    eu-west-1a = "10.0.0.48/28"
    eu-west-1b = "10.0.0.160/28"
    eu-west-1c = "10.0.0.176/28"
  }

  node_subnets = {
    eu-west-1a = "10.0.0.0/28"
    eu-west-1b = "10.0.0.16/28"
    eu-west-1c = "10.0.0.32/28"
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

  cluster_name = module.cluster.name

  # The same block stands in helm/tigera-operator/values.yaml. AWS never hears of it, so it is compared here.
  pod_cidr    = "192.168.0.0/16"
  other_cidrs = setunion(module.network.cidrs, [module.cluster.bootstrap.service_cidr])
}

# These nodes join and stay NotReady until Calico comes (README.md, step 2). Nothing here may wait for them to be ready:
# no managed node group, and no CoreDNS, which is in ../terraform-addons.
module "nodes" {
  source = "./modules/nodes"

  cluster           = module.cluster.bootstrap
  cluster_name      = module.cni.cluster_name # not module.cluster's: nodes start once kube-proxy is there, and go before it
  subnet_ids        = module.network.node_subnet_ids
  security_group_id = module.cluster.security_group_id
  tags              = local.tags

  self_managed = {
    # 255 + 11 x 16 = 431 MiB kept back, 100 MiB never to be used up: some 416 MiB of a t3.micro are left for 16 pods.
    micro = {
      instance_types = ["t3.micro"]
      min            = 5
      desired        = 5
      max            = 5
      pods_per_node  = 12
      max_pods       = 16
    }
  }
}
