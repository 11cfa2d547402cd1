# {{ v.made_by }}

mock_provider "aws" {}

variables {
  name            = "shop"
  cidr            = "10.40.0.0/20"
  {%- if v.strategy.pod_subnets() %}
  secondary_cidrs = ["100.64.0.0/16"]
  {%- endif %}
  {%- if v.network.public %}
  public_subnets  = { eu-west-1a = "10.40.3.0/26", eu-west-1b = "10.40.3.64/26" }
  {%- endif %}
  control_subnets = { eu-west-1a = "10.40.3.192/28", eu-west-1b = "10.40.3.208/28" }
  node_subnets    = { eu-west-1a = "10.40.0.0/24", eu-west-1b = "10.40.1.0/24" }
  {%- if v.strategy.pod_subnets() %}
  pod_subnets     = { eu-west-1a = "100.64.0.0/18", eu-west-1b = "100.64.64.0/18" }
  {%- endif %}
  {%- if v.network.reservations %}

  {% if v.strategy.pod_subnets() -%}
  pod_prefix_reservations = { eu-west-1a = "100.64.32.0/19", eu-west-1b = "100.64.96.0/19" }
  {%- else -%}
  node_prefix_reservations = { eu-west-1a = "10.40.0.128/25", eu-west-1b = "10.40.1.128/25" }
  {%- endif %}
  {%- endif %}
  {%- if v.network.endpoints %}

  endpoint_services = ["ec2", "ecr.api", "ecr.dkr", "sts"]
  {%- endif %}
  {%- if v.network.transit_gateway %}

  transit_gateway_id    = "tgw-0a000000000000001"
  transit_gateway_cidrs = ["10.0.0.0/16", "192.168.1.0/24"]
  {%- endif %}
}

run "roles_stay_apart" {
  command = plan

  module {
    source = "./modules/network"
  }
  {%- if v.strategy.pod_subnets() %}

  assert {
    condition     = alltrue([for subnet in aws_subnet.pod : keys(subnet.tags) == tolist(["Name"{% if v.strategy.discovery() %}, "kubernetes.io/role/cni"{% endif %}])])
    error_message = "A tag on a pod subnet would bring load balancers or nodes there."
  }
  {%- endif %}
  {%- if v.network.nat %}

  assert {
    condition     = keys(aws_nat_gateway.this) == keys(aws_subnet.node) && keys(aws_route.nat) == keys(aws_subnet.node)
    error_message = "Each zone with nodes has its own NAT gateway and default route."
  }
  {%- endif %}

  assert {
    condition     = alltrue([for subnet in merge({% if v.network.public %}aws_subnet.public, {% endif %}aws_subnet.node{% if v.strategy.pod_subnets() %}, aws_subnet.pod{% endif %}) : !coalesce(subnet.map_public_ip_on_launch, false)])
    error_message = "No subnet gives public addresses away."
  }
}

run "a_retired_zone_keeps_its_control_subnet" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    {%- if v.network.public %}
    public_subnets = { eu-west-1a = "10.40.3.0/26" }
    {%- endif %}
    node_subnets = { eu-west-1a = "10.40.0.0/24" }
    {%- if v.strategy.pod_subnets() %}
    pod_subnets  = { eu-west-1a = "100.64.0.0/18" }
    {%- endif %}
    {%- if v.network.reservations %}

    {% if v.strategy.pod_subnets() -%}
    pod_prefix_reservations = { eu-west-1a = "100.64.32.0/19" }
    {%- else -%}
    node_prefix_reservations = { eu-west-1a = "10.40.0.128/25" }
    {%- endif %}
    {%- endif %}
  }

  assert {
    condition     = length(aws_subnet.control) == 2 && length(aws_route_table_association.control) == 2
    error_message = "The cluster's subnets must not follow the nodes'."
  }
}
{%- if v.strategy.pod_subnets() %}

run "pod_subnet_missing_in_a_zone" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    pod_subnets = { eu-west-1a = "100.64.0.0/18" }
    {%- if v.network.reservations %}

    pod_prefix_reservations = {}
    {%- endif %}
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
    {%- if v.network.reservations %}

    pod_prefix_reservations = {}
    {%- endif %}
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
    {%- if v.network.reservations %}

    pod_prefix_reservations = {}
    {%- endif %}
  }

  expect_failures = [aws_vpc_ipv4_cidr_block_association.same_range]
}
{%- else %}

run "node_subnet_outside_the_vpc" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    node_subnets = { eu-west-1a = "10.40.0.0/24", eu-west-1b = "10.41.0.0/24" }
    {%- if v.network.reservations %}

    node_prefix_reservations = {}
    {%- endif %}
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
{%- endif %}

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
{%- if v.network.nat %}

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
{%- endif %}
{%- if v.network.endpoints %}

run "endpoints_of_every_zone" {
  command = plan

  module {
    source = "./modules/network"
  }

  assert {
    condition     = alltrue([for endpoint in aws_vpc_endpoint.interface : endpoint.private_dns_enabled])
    error_message = "Without private DNS nobody finds an endpoint."
  }
}

run "endpoints_that_nodes_need" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    endpoint_services = ["ec2", "sts"]
  }

  expect_failures = [var.endpoint_services]
}
{%- endif %}
{%- if v.network.transit_gateway %}

run "pod_addresses_stay_off_the_transit_gateway" {
  command = plan

  module {
    source = "./modules/network"
  }

  assert {
    condition     = !aws_ec2_transit_gateway_vpc_attachment.this.transit_gateway_default_route_table_propagation
    error_message = "Propagation would announce the pod blocks (N9)."
  }

  assert {
    condition     = length(aws_route.transit_gateway) == length(aws_route_table.private) * 2
    error_message = "Every private table leads to every network on the gateway."
  }
}
{%- endif %}
