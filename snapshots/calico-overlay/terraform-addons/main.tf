# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# A root of its own, because CoreDNS becomes active only on nodes that are ready, and only Calico makes them so: in one
# apply with the nodes it would wait for something that comes after that apply.
locals {
  name   = "lab"
  region = "eu-west-1"

  tags = merge(var.tags, { Cluster = local.name })
}

module "addons" {
  source = "./modules/addons"

  cluster_name = local.name
  versions     = { coredns = null }
}
