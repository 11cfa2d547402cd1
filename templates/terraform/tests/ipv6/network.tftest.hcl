# {{ v.made_by }}

mock_provider "aws" {
  mock_resource "aws_vpc" {
    defaults = { ipv6_cidr_block = "2001:db8:1:2a00::/56" }
  }
}

variables {
  name = "edge"
  cidr = "10.60.0.0/20"
  {%- if v.network.ipam() %}

  ipv6_ipam_pool_id = "ipam-pool-0a1b2c3d4e5f60718"
  ipv6_netmask_length = 56
  {%- endif %}
  {%- if v.network.public %}

  public_subnets = {
    eu-north-1a = { cidr = "10.60.3.0/26", ipv6_number = 3 }
    eu-north-1b = { cidr = "10.60.3.64/26", ipv6_number = 4 }
  }
  {%- endif %}

  control_subnets = {
    eu-north-1a = { cidr = "10.60.3.192/28", ipv6_number = 6 }
    eu-north-1b = { cidr = "10.60.3.208/28", ipv6_number = 7 }
  }

  node_subnets = {
    eu-north-1a = { cidr = "10.60.0.0/24", ipv6_number = 0 }
    eu-north-1b = { cidr = "10.60.1.0/24", ipv6_number = 1 }
  }
  {%- if v.network.endpoints %}

  endpoint_services = ["ec2", "ecr.api", "ecr.dkr", "sts"]
  {%- endif %}
  {%- if v.network.transit_gateway %}

  transit_gateway_id = "tgw-0a000000000000001"
  transit_gateway_cidrs = ["10.0.0.0/16", "192.168.1.0/24"]
  {%- endif %}
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
  {%- if v.network.public %}

  assert {
    condition     = alltrue([for subnet in aws_subnet.public : !coalesce(subnet.map_public_ip_on_launch, false) && !coalesce(subnet.assign_ipv6_address_on_creation, false)])
    error_message = "No subnet gives public addresses away."
  }
  {%- endif %}

  assert {
    condition     = alltrue([for route in aws_route.egress_only : route.egress_only_gateway_id == aws_egress_only_internet_gateway.this.id && route.gateway_id == null])
    error_message = "Private tables send ::/0 to the egress-only gateway."
  }
  {%- if v.network.nat %}

  assert {
    condition     = keys(aws_nat_gateway.this) == keys(aws_subnet.node) && keys(aws_route.nat) == keys(aws_subnet.node)
    error_message = "Each zone with nodes has its own NAT gateway and default route."
  }
  {%- endif %}
}
{%- if v.network.nat %}

run "one_gateway_for_all_zones" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    nat_zone = "eu-north-1b"
  }

  assert {
    condition     = tolist(keys(aws_nat_gateway.this)) == tolist(["eu-north-1b"]) && keys(aws_route.nat) == keys(aws_subnet.node)
    error_message = "One gateway, and every zone's default route leads to it."
  }
}

run "nat_gateway_without_public_subnet" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    public_subnets = { eu-north-1a = { cidr = "10.60.3.0/26", ipv6_number = 3 } }
  }

  expect_failures = [var.nat_zone]
}
{%- endif %}

run "a_retired_zone_keeps_its_control_subnet" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    {%- if v.network.public %}
    public_subnets = { eu-north-1a = { cidr = "10.60.3.0/26", ipv6_number = 3 } }
    {%- endif %}
    node_subnets = { eu-north-1a = { cidr = "10.60.0.0/24", ipv6_number = 0 } }
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

run "more_blocks_than_there_are" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    node_subnets = {
      eu-north-1a = { cidr = "10.60.0.0/24", ipv6_number = 0 }
      eu-north-1b = { cidr = "10.60.1.0/24", ipv6_number = 256 }
    }
  }

  expect_failures = [var.node_subnets]
}

run "node_subnet_outside_the_vpc" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    node_subnets = {
      eu-north-1a = { cidr = "10.60.0.0/24", ipv6_number = 0 }
      eu-north-1b = { cidr = "10.61.1.0/24", ipv6_number = 1 }
    }
  }

  expect_failures = [var.node_subnets]
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
