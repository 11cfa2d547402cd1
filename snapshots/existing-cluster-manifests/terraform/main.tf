# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "ledger"
  region = "eu-west-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "pod_network" {
  source = "./modules/pod-network"

  cluster_name    = local.name
  vpc_id          = "vpc-0e000000000000001"
  vpc_cidr        = "10.60.0.0/23"
  secondary_cidrs = ["100.64.0.0/16"]

  zones = {
    eu-west-1a = {
      node_subnet_id   = "subnet-0e00000000000001a"
      node_subnet_cidr = "10.60.0.0/25"
      pod_subnet_cidr  = "100.64.0.0/18"
      route_table_id   = "rtb-0e00000000000001a"
    }
    eu-west-1b = {
      node_subnet_id   = "subnet-0e00000000000001b"
      node_subnet_cidr = "10.60.0.128/25"
      pod_subnet_cidr  = "100.64.64.0/18"
      route_table_id   = "rtb-0e00000000000001b"
    }
  }
}
