# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {
  mock_data "aws_vpc" {
    defaults = {
      id                      = "vpc-0a1b2c3d4e5f60718"
      cidr_block              = "10.24.56.128/25"
      cidr_block_associations = [{ cidr_block = "10.24.56.128/25" }]
      enable_dns_support      = true
      enable_dns_hostnames    = true
    }
  }

  mock_data "aws_region" {
    defaults = { region = "eu-west-1" }
  }

  mock_data "aws_eks_cluster" {
    defaults = {
      access_config             = [{ authentication_mode = "API" }]
      certificate_authority     = [{ data = "Y2VydGlmaWNhdGU=" }]
      kubernetes_network_config = [{ service_ipv4_cidr = "172.20.0.0/16" }]
      vpc_config                = [{ vpc_id = "vpc-0a1b2c3d4e5f60718", cluster_security_group_id = "sg-0a00000000000000c" }]
    }
  }

  mock_data "aws_subnet" {
    defaults = { vpc_id = "vpc-0a1b2c3d4e5f60718", availability_zone = "eu-west-1a", cidr_block = "10.24.56.128/26" }
  }

  mock_data "aws_route_table" {
    defaults = { associations = [{ subnet_id = "subnet-0a00000000000001a" }] }
  }

  mock_data "aws_security_group" {
    defaults = { vpc_id = "vpc-0a1b2c3d4e5f60718" }
  }
}

variables {
  cluster_name    = "payments"
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
  }
}

run "pod_subnets" {
  command = plan

  module {
    source = "./modules/pod-network"
  }

  assert {
    condition     = aws_subnet.pod["eu-west-1a"].tags == tomap({ Name = "payments-pod-eu-west-1a", "kubernetes.io/role/cni" = "1", "cni.networking.k8s.aws/cluster/payments" = "shared" })
    error_message = "The tags say that pods of this cluster alone belong here (S16, S17)."
  }

  assert {
    condition     = alltrue([for tag in aws_ec2_tag.node : tag.key == "kubernetes.io/role/cni" && tag.value == "0"]) && tolist(keys(aws_ec2_tag.node)) == tolist(keys(var.zones))
    error_message = "Every node subnet is excluded (S16)."
  }

  assert {
    condition     = aws_route_table_association.pod["eu-west-1a"].route_table_id == data.aws_route_table.this["eu-west-1a"].route_table_id
    error_message = "Pods leave their zone as its nodes do."
  }
}

run "the_clusters_own_group" {
  command = plan

  module {
    source = "./modules/pod-network"
  }

  assert {
    condition     = output.pod_security_group_ids == tolist(["sg-0a00000000000000c"])
    error_message = "Without groups of their own pods share the cluster's (C26)."
  }
}

run "another_vpc_than_declared" {
  command = plan

  module {
    source = "./modules/pod-network"
  }

  variables {
    vpc_cidr = "10.24.56.0/24"
  }

  expect_failures = [data.aws_vpc.this]
}

run "another_route_table_than_the_nodes" {
  command = plan

  module {
    source = "./modules/pod-network"
  }

  override_data {
    target = data.aws_route_table.this
    values = { associations = [{ subnet_id = "subnet-0a00000000000001b" }] }
  }

  expect_failures = [data.aws_route_table.this]
}

run "a_block_that_is_not_there" {
  command = plan

  module {
    source = "./modules/pod-network"
  }

  variables {
    attached_cidrs = ["100.65.0.0/16"]
  }

  expect_failures = [data.aws_vpc.this]
}

run "block_of_another_private_range" {
  command = plan

  module {
    source = "./modules/pod-network"
  }

  variables {
    secondary_cidrs = ["100.64.0.0/16", "192.168.0.0/16"]
  }

  expect_failures = [aws_vpc_ipv4_cidr_block_association.same_range]
}

run "block_overlaps_services" {
  command = plan

  module {
    source = "./modules/pod-network"
  }

  override_data {
    target = data.aws_eks_cluster.this
    values = {
      access_config             = [{ authentication_mode = "API" }]
      certificate_authority     = [{ data = "Y2VydGlmaWNhdGU=" }]
      kubernetes_network_config = [{ service_ipv4_cidr = "100.64.128.0/20" }]
      vpc_config                = [{ vpc_id = "vpc-0a1b2c3d4e5f60718", cluster_security_group_id = "sg-0a00000000000000c" }]
    }
  }

  expect_failures = [aws_vpc_ipv4_cidr_block_association.secondary]
}

run "zone_letters_as_names" {
  command = plan

  module {
    source = "./modules/pod-network"
  }

  variables {
    zones = {
      a = {
        node_subnet_id   = "subnet-0a00000000000001a"
        node_subnet_cidr = "10.24.56.128/26"
        pod_subnet_cidr  = "100.64.0.0/19"
        route_table_id   = "rtb-0a00000000000001a"
      }
    }
  }

  expect_failures = [var.zones]
}
