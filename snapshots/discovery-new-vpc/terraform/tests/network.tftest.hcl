# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {}

variables {
  name            = "shop"
  cidr            = "10.40.0.0/20"
  secondary_cidrs = ["100.64.0.0/16"]
  public_subnets  = { eu-west-1a = "10.40.3.0/26", eu-west-1b = "10.40.3.64/26" }
  control_subnets = { eu-west-1a = "10.40.3.192/28", eu-west-1b = "10.40.3.208/28" }
  node_subnets    = { eu-west-1a = "10.40.0.0/24", eu-west-1b = "10.40.1.0/24" }
  pod_subnets     = { eu-west-1a = "100.64.0.0/18", eu-west-1b = "100.64.64.0/18" }
}

run "roles_stay_apart" {
  command = plan

  module {
    source = "./modules/network"
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.pod : keys(subnet.tags) == tolist(["Name", "kubernetes.io/role/cni"])])
    error_message = "A tag on a pod subnet would bring load balancers or nodes there."
  }

  assert {
    condition     = keys(aws_nat_gateway.this) == keys(aws_subnet.node) && keys(aws_route.nat) == keys(aws_subnet.node)
    error_message = "Each zone with nodes has its own NAT gateway and default route."
  }

  assert {
    condition     = alltrue([for subnet in merge(aws_subnet.public, aws_subnet.node, aws_subnet.pod) : !coalesce(subnet.map_public_ip_on_launch, false)])
    error_message = "No subnet gives public addresses away."
  }
}

run "a_retired_zone_keeps_its_control_subnet" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    public_subnets = { eu-west-1a = "10.40.3.0/26" }
    node_subnets   = { eu-west-1a = "10.40.0.0/24" }
    pod_subnets    = { eu-west-1a = "100.64.0.0/18" }
  }

  assert {
    condition     = length(aws_subnet.control) == 2 && length(aws_route_table_association.control) == 2
    error_message = "The cluster's subnets must not follow the nodes'."
  }
}

run "pod_subnet_missing_in_a_zone" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    pod_subnets = { eu-west-1a = "100.64.0.0/18" }
  }

  expect_failures = [var.pod_subnets]
}

run "pod_subnet_outside_the_secondary_block" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    pod_subnets = { eu-west-1a = "100.65.0.0/18", eu-west-1b = "100.64.64.0/18" }
  }

  expect_failures = [var.pod_subnets]
}

run "secondary_block_of_another_private_range" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    secondary_cidrs = ["192.168.0.0/16"]
    pod_subnets     = { eu-west-1a = "192.168.0.0/18", eu-west-1b = "192.168.64.0/18" }
  }

  expect_failures = [aws_vpc_ipv4_cidr_block_association.same_range]
}

run "host_bits" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    cidr = "10.40.0.1/20"
  }

  expect_failures = [var.cidr]
}

run "one_gateway_for_all_zones" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    nat_zone = "eu-west-1b"
  }

  assert {
    condition     = tolist(keys(aws_nat_gateway.this)) == tolist(["eu-west-1b"]) && keys(aws_route.nat) == keys(aws_subnet.node)
    error_message = "One gateway, and every zone's default route leads to it."
  }
}

run "nat_gateway_without_public_subnet" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    public_subnets = { eu-west-1a = "10.40.3.0/26" }
  }

  expect_failures = [var.nat_zone]
}
