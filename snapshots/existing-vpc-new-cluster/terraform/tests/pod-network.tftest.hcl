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

override_data {
  target = data.aws_subnet.control["eu-west-1b"]
  values = { vpc_id = "vpc-0a1b2c3d4e5f60718", availability_zone = "eu-west-1b", cidr_block = "10.24.56.192/27" }
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

  control_subnets = {
    eu-west-1a = { id = "subnet-0a00000000000001a", cidr = "10.24.56.128/26" }
    eu-west-1b = { id = "subnet-0a00000000000001b", cidr = "10.24.56.192/27" }
  }
}

run "pod_subnets" {
  command = plan

  module {
    source = "./modules/pod-network"
  }

  assert {
    condition     = keys(aws_subnet.pod["eu-west-1a"].tags) == tolist(["Name"])
    error_message = "A tag on a pod subnet would bring load balancers or nodes there."
  }

  assert {
    condition     = aws_route_table_association.pod["eu-west-1a"].route_table_id == data.aws_route_table.this["eu-west-1a"].route_table_id
    error_message = "Pods leave their zone as its nodes do."
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
