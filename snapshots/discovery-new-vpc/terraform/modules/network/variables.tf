# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

variable "name" {
  description = "First part of every Name tag."
  type        = string
}

variable "cidr" {
  description = "Primary IPv4 block of the VPC: nodes, load balancers, control plane."
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

variable "public_subnets" {
  description = "Block by zone: NAT gateways and internet-facing load balancers."
  type        = map(string)
}

variable "control_subnets" {
  description = "Block by zone: the cluster's own network interfaces. A list of its own, because EKS fixes its zones for life (S8)."
  type        = map(string)

  validation {
    condition     = length(var.control_subnets) >= 2
    error_message = "EKS needs subnets in at least two zones (S4)."
  }

  validation {
    condition     = alltrue([for block in values(var.control_subnets) : try(tonumber(split("/", block)[1]) <= 28, false)])
    error_message = "EKS needs 6 free addresses in each of its subnets: /28 or larger (S5)."
  }
}

variable "node_subnets" {
  description = "Block by zone: nodes and internal load balancers."
  type        = map(string)

  validation {
    condition     = length(var.node_subnets) > 0
    error_message = "Without a node subnet there is no place for nodes."
  }
}

variable "nat_zone" {
  description = "The one zone whose NAT gateway all zones share. Null: every zone has its own."
  type        = string
  default     = null

  validation {
    condition     = length(setsubtract(var.nat_zone == null ? keys(var.node_subnets) : [var.nat_zone], keys(var.public_subnets))) == 0
    error_message = "A NAT gateway needs a public subnet in its zone: in every zone with nodes, or in nat_zone (N6)."
  }
}

variable "pod_subnets" {
  description = "Block by zone: pods."
  type        = map(string)

  validation {
    condition     = toset(keys(var.pod_subnets)) == toset(keys(var.node_subnets))
    error_message = "Zones of pod_subnets and node_subnets must be the same: a node in a zone without pod subnet never becomes ready (S20)."
  }

  validation {
    condition = alltrue([for subnet in values(var.pod_subnets) : anytrue([
      for block in var.secondary_cidrs : try(cidrhost("${cidrhost(subnet, 0)}/${split("/", block)[1]}", 0) == cidrhost(block, 0), false)
    ])])
    error_message = "Each pod subnet must lie in one of secondary_cidrs (S1)."
  }
}
