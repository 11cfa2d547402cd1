# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "tight"
  region = "eu-west-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "cni" {
  source = "./modules/cni"

  cluster_name = local.name
  vpc_id       = "vpc-0c000000000000001"
  vpc_cidr     = "10.70.0.0/22"

  node_subnets = {
    eu-west-1a = { id = "subnet-0c00000000000001a", cidr = "10.70.0.0/24" }
    eu-west-1b = { id = "subnet-0c00000000000001b", cidr = "10.70.1.0/24" }
  }

  connected_cidrs = {
    datacentre = ["172.16.0.0/12"]
  }

  external_snat = false # the firewall team wants node addresses in its logs

  prefix_delegation = false
  warm_ip_target    = 2
  minimum_ip_target = 12
}
