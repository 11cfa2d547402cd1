# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {}

variables {
  name            = "shop"
  cidr            = "10.40.0.0/20"
  public_subnets  = { eu-west-1a = "10.40.3.0/26", eu-west-1b = "10.40.3.64/26" }
  control_subnets = { eu-west-1a = "10.40.3.192/28", eu-west-1b = "10.40.3.208/28" }
  node_subnets    = { eu-west-1a = "10.40.0.0/24", eu-west-1b = "10.40.1.0/24" }
}

run "roles_stay_apart" {
  command = plan

  module {
    source = "./modules/network"
  }

  assert {
    condition     = keys(aws_nat_gateway.this) == keys(aws_subnet.node) && keys(aws_route.nat) == keys(aws_subnet.node)
    error_message = "Each zone with nodes has its own NAT gateway and default route."
  }

  assert {
    condition     = alltrue([for subnet in merge(aws_subnet.public, aws_subnet.node) : !coalesce(subnet.map_public_ip_on_launch, false)])
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
  }

  assert {
    condition     = length(aws_subnet.control) == 2 && length(aws_route_table_association.control) == 2
    error_message = "The cluster's subnets must not follow the nodes'."
  }
}

run "node_subnet_outside_the_vpc" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    node_subnets = { eu-west-1a = "10.40.0.0/24", eu-west-1b = "10.41.0.0/24" }
  }

  expect_failures = [var.node_subnets]
}

run "control_subnet_too_small_for_an_upgrade" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    control_subnets = { eu-west-1a = "10.40.3.192/28", eu-west-1b = "10.40.3.208/29" }
  }

  expect_failures = [var.control_subnets]
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
