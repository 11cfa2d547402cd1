# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  name   = "blue"
  region = "eu-central-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "pod_network" {
  source = "./modules/pod-network"

  cluster_name    = local.name
  vpc_id          = "vpc-0b000000000000001"
  vpc_cidr        = "10.8.0.0/16"
  attached_cidrs  = ["100.64.0.0/16"]
  secondary_cidrs = ["100.65.0.0/16"]

  zones = {
    eu-central-1a = {
      node_subnet_id   = "subnet-0b00000000000001a"
      node_subnet_cidr = "10.8.0.0/20"
      pod_subnet_cidr  = "100.65.0.0/18"
      route_table_id   = "rtb-0b00000000000001a"
    }
    eu-central-1b = {
      node_subnet_id   = "subnet-0b00000000000001b"
      node_subnet_cidr = "10.8.16.0/20"
      pod_subnet_cidr  = "100.65.64.0/18"
      route_table_id   = "rtb-0b00000000000001b"
    }
  }
}

module "cni" {
  source = "./modules/cni"

  cluster_name  = module.pod_network.cluster_name
  external_snat = false # 100.64.0.0/16 and 100.65.0.0/16 are routable nowhere else: pods leave the VPC with their node's address (N2)

  addon_versions = {
    vpc-cni = "v1.23.1-eksbuild.1"
  }

  prefix_delegation = false
}
