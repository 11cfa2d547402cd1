# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "workshop"
  region = "us-west-2"

  tags = merge(var.tags, { Cluster = local.name })
}

module "network" {
  source = "./modules/network"

  name            = local.name # manifests/auto-mode/nodeclass.yaml selects subnets by the Name tags that begin with it
  cidr            = "192.168.0.0/16"
  secondary_cidrs = ["100.64.0.0/16"]

  public_subnets = {
    us-west-2a = "192.168.48.0/24"
    us-west-2b = "192.168.49.0/24"
    us-west-2c = "192.168.50.0/24"
  }

  control_subnets = {
    us-west-2a = "192.168.51.0/28"
    us-west-2b = "192.168.51.16/28"
    us-west-2c = "192.168.51.32/28"
  }

  node_subnets = {
    us-west-2a = "192.168.0.0/20"
    us-west-2b = "192.168.16.0/20"
    us-west-2c = "192.168.32.0/20"
  }

  pod_subnets = {
    us-west-2a = "100.64.0.0/19"
    us-west-2b = "100.64.32.0/19"
    us-west-2c = "100.64.64.0/19"
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

  # Nodes are not made here but by EKS, from manifests/auto-mode. Those name what stands in these lines.
  vpc_id          = module.network.vpc_id
  node_subnet_ids = module.network.node_subnet_ids
  pod_subnet_ids  = module.network.pod_subnet_ids
  node_role_name  = "workshop-us-west-2-node" # IAM names are global, hence the region

  access = {
    platform = {
      principal_arn = "arn:aws:iam::111122223333:role/platform-admin"
      policy        = "AmazonEKSClusterAdminPolicy"
    }
  }
}
