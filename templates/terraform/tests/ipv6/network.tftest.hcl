# {{ v.made_by }}

mock_provider "aws" {
  mock_resource "aws_vpc" {
    defaults = { ipv6_cidr_block = "2001:db8:1:2a00::/56" }
  }
}

variables {
  name = "edge"
  cidr = "10.60.0.0/20"

  public_subnets = {
    eu-north-1a = { cidr = "10.60.3.0/26", ipv6_number = 3 }
    eu-north-1b = { cidr = "10.60.3.64/26", ipv6_number = 4 }
  }

  control_subnets = {
    eu-north-1a = { cidr = "10.60.3.192/28", ipv6_number = 6 }
    eu-north-1b = { cidr = "10.60.3.208/28", ipv6_number = 7 }
  }

  node_subnets = {
    eu-north-1a = { cidr = "10.60.0.0/24", ipv6_number = 0 }
    eu-north-1b = { cidr = "10.60.1.0/24", ipv6_number = 1 }
  }

  nat = {
    eu-north-1a = "eu-north-1a"
    eu-north-1b = "eu-north-1a"
  }
}

run "blocks_and_ways_out" {
  module {
    source = "./modules/network"
  }

  assert {
    condition     = output.pod_cidrs == { eu-north-1a = "2001:db8:1:2a00::/64", eu-north-1b = "2001:db8:1:2a01::/64" }
    error_message = "Each number gives the /64 of that number."
  }

  assert {
    condition = alltrue([
      for subnet in concat(values(aws_subnet.node), values(aws_subnet.control)) :
      subnet.assign_ipv6_address_on_creation && !subnet.enable_dns64
    ])
    error_message = "Nodes need IPv6 addresses (S22), and DNS64 must be off (E11)."
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.public : !coalesce(subnet.map_public_ip_on_launch, false) && !coalesce(subnet.assign_ipv6_address_on_creation, false)])
    error_message = "No subnet gives public addresses away."
  }

  assert {
    condition     = toset(keys(aws_nat_gateway.this)) == toset(["eu-north-1a"]) && toset(keys(aws_route.nat)) == toset(keys(aws_subnet.node))
    error_message = "One NAT gateway serves every zone."
  }

  assert {
    condition     = alltrue([for route in aws_route.egress_only : route.egress_only_gateway_id == aws_egress_only_internet_gateway.this.id && route.gateway_id == null])
    error_message = "Private tables send ::/0 to the egress-only gateway."
  }
}

run "a_nat_gateway_in_every_zone" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    nat = { eu-north-1a = "eu-north-1a", eu-north-1b = "eu-north-1b" }
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 2
    error_message = "Two zones, two NAT gateways."
  }
}

run "a_retired_zone_keeps_its_control_subnet" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    public_subnets = { eu-north-1a = { cidr = "10.60.3.0/26", ipv6_number = 3 } }
    node_subnets   = { eu-north-1a = { cidr = "10.60.0.0/24", ipv6_number = 0 } }
    nat            = { eu-north-1a = "eu-north-1a" }
  }

  assert {
    condition     = length(aws_subnet.control) == 2 && length(aws_route_table_association.control) == 2
    error_message = "The cluster's subnets must not follow the nodes'."
  }
}

run "the_same_block_twice" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    node_subnets = {
      eu-north-1a = { cidr = "10.60.0.0/24", ipv6_number = 0 }
      eu-north-1b = { cidr = "10.60.1.0/24", ipv6_number = 7 }
    }
  }

  expect_failures = [var.node_subnets]
}

run "a_zone_without_nat" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    nat = { eu-north-1a = "eu-north-1a" }
  }

  expect_failures = [var.nat]
}

run "host_bits" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    cidr = "10.60.0.1/20"
  }

  expect_failures = [var.cidr]
}
