# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "demo-cluster"
  region = "us-west-2"

  tags = merge(var.tags, { Cluster = local.name })
}

module "network" {
  source = "./modules/network"

  name            = local.name # manifests/auto-mode/nodeclass.yaml selects subnets by the Name tags that begin with it
  cidr            = "192.168.0.0/16"
  secondary_cidrs = ["100.64.0.0/16"]
  nat_zone        = "us-west-2a" # one gateway for all zones: cheaper, and gone with its zone (N6)

  public_subnets = {
    us-west-2a = "192.168.96.0/24"
    us-west-2b = "192.168.97.0/24"
    us-west-2c = "192.168.98.0/24"
  }

  control_subnets = {
    us-west-2a = "192.168.99.0/28"
    us-west-2b = "192.168.99.16/28"
    us-west-2c = "192.168.99.32/28"
  }

  node_subnets = {
    us-west-2a = "192.168.0.0/19"
    us-west-2b = "192.168.32.0/19"
    us-west-2c = "192.168.64.0/19"
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
  service_cidr        = "10.100.0.0/16"
  vpc_cidrs           = module.network.cidrs
  subnet_ids          = module.network.control_subnet_ids
  private_endpoint    = true
  public_access_cidrs = ["203.0.113.0/24"]
  log_retention_days  = 365
  deletion_protection = false

  # Nodes are not made here but by EKS, from manifests/auto-mode. Those name what stands in these lines.
  node_subnet_ids = module.network.node_subnet_ids
  pod_subnet_ids  = module.network.pod_subnet_ids
  node_role_name  = "demo-cluster-us-west-2-node" # IAM names are global, hence the region

  access = {
    workshop = {
      principal_arn = "arn:aws:iam::111122223333:role/workshop-admin"
      policy        = "AmazonEKSClusterAdminPolicy"
    }
  }
}
