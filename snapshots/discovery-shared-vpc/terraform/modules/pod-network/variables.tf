# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

variable "cluster_name" {
  description = "Name of the running cluster. It is read, never changed."
  type        = string
}

variable "vpc_id" {
  description = "The cluster's VPC. It is read; only blocks, subnets and associations are added to it."
  type        = string

  validation {
    condition     = can(regex("^vpc-[0-9a-f]+$", var.vpc_id))
    error_message = "vpc_id looks like vpc-0a1b2c3d4e5f60718."
  }
}

variable "vpc_cidr" {
  description = "Primary block that the VPC is expected to have."
  type        = string
}

variable "attached_cidrs" {
  description = "Further blocks that the VPC is expected to have."
  type        = set(string)
  default     = []
}

variable "secondary_cidrs" {
  description = "Blocks to add to the VPC, for pods."
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

variable "zones" {
  description = "By full zone name: the node subnet that is there, the pod subnet to add, and the route table that serves both."
  type = map(object({
    node_subnet_id   = string
    node_subnet_cidr = string
    pod_subnet_cidr  = string
    route_table_id   = string
  }))

  validation {
    condition     = alltrue([for zone in keys(var.zones) : can(regex("^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$", zone))])
    error_message = "Keys must be full zone names, such as eu-west-1a: the CNI looks ENIConfigs up by the node's zone label (C23)."
  }

  validation {
    condition = alltrue([for zone in values(var.zones) : anytrue([
      for block in setunion(var.secondary_cidrs, var.attached_cidrs) : try(cidrhost("${cidrhost(zone.pod_subnet_cidr, 0)}/${split("/", block)[1]}", 0) == cidrhost(block, 0), false)
    ])])
    error_message = "Each pod subnet must lie in one of secondary_cidrs or attached_cidrs (S1)."
  }
}

variable "pod_security_group_ids" {
  description = "Security groups of the pods' network interfaces. They must let control plane, nodes and pods talk (C26). None: the cluster's own."
  type        = set(string)
  default     = []

  validation {
    condition     = length(var.pod_security_group_ids) <= 5
    error_message = "A network interface takes 5 security groups at most (C25)."
  }
}
