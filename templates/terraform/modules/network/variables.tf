# {{ v.made_by }}

variable "name" {
  description = "First part of every Name tag."
  type        = string
}

variable "cidr" {
  description = "{% if v.strategy.pod_subnets() %}Primary {% endif %}IPv4 block of the VPC: nodes, {% if v.strategy.node_subnets() %}their pods, {% endif %}load balancers, control plane."
  type        = string

  validation {
    condition     = try(cidrsubnet(var.cidr, 0, 0) == var.cidr, false)
    error_message = "cidr must be an IPv4 network without host bits, such as 10.0.0.0/16 (V2)."
  }

  validation {
    condition     = try(tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 28, false)
    error_message = "AWS takes VPC blocks from /16 to /28 (V1)."
  }
}
{%- if v.strategy.pod_subnets() %}

variable "secondary_cidrs" {
  description = "Further IPv4 blocks, for pods."
  type        = set(string)

  validation {
    condition     = alltrue([for block in var.secondary_cidrs : try(cidrsubnet(block, 0, 0) == block, false)])
    error_message = "Each of secondary_cidrs must be an IPv4 network without host bits, such as 100.64.0.0/16 (V2)."
  }

  validation {
    condition     = alltrue([for block in var.secondary_cidrs : try(tonumber(split("/", block)[1]) >= 16 && tonumber(split("/", block)[1]) <= 28, false)])
    error_message = "AWS takes VPC blocks from /16 to /28 (V1)."
  }
}
{%- endif %}
{%- if v.network.public %}

variable "public_subnets" {
  description = "{% if v.network.ipv6.is_some() %}By zone, IPv4 block and number of the /64{% else %}Block by zone{% endif %}: {% if v.network.nat %}NAT gateways and {% endif %}internet-facing load balancers."
  type        = {% if v.network.ipv6.is_some() %}map(object({ cidr = string, ipv6_number = number })){% else %}map(string){% endif %}
}
{%- endif %}

variable "control_subnets" {
  description = "{% if v.network.ipv6.is_some() %}By zone, IPv4 block and number of the /64{% else %}Block by zone{% endif %}: the cluster's own network interfaces. A list of its own, because EKS fixes its zones for life (S8)."
  type        = {% if v.network.ipv6.is_some() %}map(object({ cidr = string, ipv6_number = number })){% else %}map(string){% endif %}

  validation {
    condition     = length(var.control_subnets) >= 2
    error_message = "EKS needs subnets in at least two zones (S4)."
  }

  validation {
    condition     = alltrue([for {% if v.network.ipv6.is_some() %}subnet{% else %}block{% endif %} in values(var.control_subnets) : try(tonumber(split("/", {% if v.network.ipv6.is_some() %}subnet.cidr{% else %}block{% endif %})[1]) <= 28, false)])
    error_message = "EKS needs 6 free addresses in each of its subnets: /28 or larger (S5)."
  }
}

variable "node_subnets" {
  description = "{% if v.network.ipv6.is_some() %}By zone, IPv4 block and number of the /64{% else %}Block by zone{% endif %}: {{ v.network.in_node_subnets }}."
  type        = {% if v.network.ipv6.is_some() %}map(object({ cidr = string, ipv6_number = number })){% else %}map(string){% endif %}

  validation {
    condition     = length(var.node_subnets) > 0
    error_message = "Without a node subnet there is no place for nodes."
  }
  {%- if !v.strategy.pod_subnets() %}

  validation {
    condition = alltrue([
      for subnet in concat({% if v.network.public %}values(var.public_subnets), {% endif %}values(var.control_subnets), values(var.node_subnets)) :
      try(cidrhost("${cidrhost({{ v.network.subnet_cidr() }}, 0)}/${split("/", var.cidr)[1]}", 0) == cidrhost(var.cidr, 0), false)
    ])
    error_message = "Every subnet must lie in ${var.cidr} (S1)."
  }
  {%- endif %}
  {%- if v.network.ipv6.is_some() %}

  validation {
    condition = length(distinct(concat(
      {% if v.network.public %}values(var.public_subnets)[*].ipv6_number, {% endif %}values(var.control_subnets)[*].ipv6_number, values(var.node_subnets)[*].ipv6_number,
    ))) == {% if v.network.public %}length(var.public_subnets) + {% endif %}length(var.control_subnets) + length(var.node_subnets)
    error_message = "Two subnets have the same ipv6_number: their /64 blocks would be the same (S1)."
  }

  validation {
    condition = alltrue([
      for subnet in concat({% if v.network.public %}values(var.public_subnets), {% endif %}values(var.control_subnets), values(var.node_subnets)) :
      subnet.ipv6_number >= 0 && subnet.ipv6_number < {% if v.network.ipam() %}pow(2, 64 - var.ipv6_netmask_length){% else %}256{% endif %} && floor(subnet.ipv6_number) == subnet.ipv6_number
    ])
    error_message = "{% if v.network.ipam() %}ipv6_number is below the number of /64 blocks in the VPC's block{% else %}ipv6_number is 0 to 255: a /56 has 256 blocks of /64{% endif %} (S27)."
  }
  {%- endif %}
}
{%- if v.network.nat %}

variable "nat_zone" {
  description = "The one zone whose NAT gateway all zones share. Null: every zone has its own."
  type        = string
  default     = null

  validation {
    condition     = length(setsubtract(var.nat_zone == null ? keys(var.node_subnets) : [var.nat_zone], keys(var.public_subnets))) == 0
    error_message = "A NAT gateway needs a public subnet in its zone: in every zone with nodes, or in nat_zone (N6)."
  }
}
{%- endif %}
{%- if v.strategy.pod_subnets() %}

variable "pod_subnets" {
  description = "Block by zone: pods."
  type        = map(string)

  validation {
    condition     = toset(keys(var.pod_subnets)) == toset(keys(var.node_subnets))
    error_message = "Zones of pod_subnets and node_subnets must be the same: {% if v.auto_mode.is_some() %}pods on a node in a zone without pod subnet get no address (A4){% else %}a node in a zone without pod subnet never becomes ready (S20){% endif %}."
  }

  validation {
    condition = alltrue([for subnet in values(var.pod_subnets) : anytrue([
      for block in var.secondary_cidrs : try(cidrhost("${cidrhost(subnet, 0)}/${split("/", block)[1]}", 0) == cidrhost(block, 0), false)
    ])])
    error_message = "Each pod subnet must lie in one of secondary_cidrs (S1)."
  }
}
{%- endif %}
{%- if v.network.reservations %}

variable "{{ v.network.reserved }}_prefix_reservations" {
  description = "By zone: the part of the {{ v.network.reserved }} subnet that only /28 prefixes may take."
  type        = map(string)

  validation {
    condition = alltrue([
      for zone, block in var.{{ v.network.reserved }}_prefix_reservations :
      try(cidrhost("${cidrhost(block, 0)}/${split("/", var.{{ v.network.reserved }}_subnets[zone])[1]}", 0) == cidrhost(var.{{ v.network.reserved }}_subnets[zone], 0), false)
    ])
    error_message = "Each reservation must lie in its zone's {{ v.network.reserved }} subnet."
  }
}
{%- endif %}
{%- if v.network.endpoints %}

variable "endpoint_services" {
  description = "AWS services that get an interface in the VPC, by the last part of their service name."
  type        = set(string)

  validation {
    condition     = length(setsubtract(["ec2", "ecr.api", "ecr.dkr", "sts"], var.endpoint_services)) == 0
    error_message = "Without a way to the internet nodes need at least ec2, ecr.api, ecr.dkr and sts (N7)."
  }
}
{%- endif %}
{%- if v.network.transit_gateway %}

variable "transit_gateway_id" {
  description = "The transit gateway to attach to."
  type        = string

  validation {
    condition     = can(regex("^tgw-[0-9a-f]+$", var.transit_gateway_id))
    error_message = "transit_gateway_id looks like tgw-0a1b2c3d4e5f60718."
  }
}

variable "transit_gateway_cidrs" {
  description = "Networks that are reached over the transit gateway."
  type        = set(string)

  validation {
    condition     = alltrue([for block in var.transit_gateway_cidrs : try(cidrsubnet(block, 0, 0) == block, false)])
    error_message = "Each of transit_gateway_cidrs must be an IPv4 network without host bits."
  }
}
{%- endif %}
{%- if v.network.ipam() %}

variable "ipv6_ipam_pool_id" {
  description = "IPAM pool that the VPC's IPv6 block comes from."
  type        = string

  validation {
    condition     = can(regex("^ipam-pool-[0-9a-f]+$", var.ipv6_ipam_pool_id))
    error_message = "ipv6_ipam_pool_id looks like ipam-pool-0a1b2c3d4e5f60718."
  }
}

variable "ipv6_netmask_length" {
  description = "Length of the VPC's IPv6 block. Every subnet takes a /64 of it."
  type        = number

  validation {
    condition     = contains([44, 48, 52, 56, 60], var.ipv6_netmask_length)
    error_message = "A VPC takes IPv6 blocks of /44, /48, /52, /56 or /60 (S27)."
  }
}
{%- endif %}
