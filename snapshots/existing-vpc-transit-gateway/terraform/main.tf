# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "payments"
  region = "eu-west-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "pod_network" {
  source = "./modules/pod-network"

  cluster_name    = local.name
  vpc_id          = "vpc-0a1b2c3d4e5f60718"
  vpc_cidr        = "10.24.56.128/25"
  secondary_cidrs = ["100.64.0.0/16"]

  zones = {
    eu-west-1a = {
      node_subnet_id   = "subnet-0a00000000000001a"
      node_subnet_cidr = "10.24.56.128/26"
      pod_subnet_cidr  = "100.64.0.0/19"
      route_table_id   = "rtb-0a00000000000001a"
    }
    eu-west-1b = {
      node_subnet_id   = "subnet-0a00000000000001b"
      node_subnet_cidr = "10.24.56.192/27"
      pod_subnet_cidr  = "100.64.32.0/19"
      route_table_id   = "rtb-0a00000000000001b"
    }
    eu-west-1c = {
      node_subnet_id   = "subnet-0a00000000000001c"
      node_subnet_cidr = "10.24.56.224/27"
      pod_subnet_cidr  = "100.64.64.0/19"
      route_table_id   = "rtb-0a00000000000001c"
    }
  }

  pod_security_group_ids = ["sg-0a00000000000000c"]
}
