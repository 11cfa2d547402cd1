
variable "vpc_id" {
  description = "The cluster's VPC. It is read, never changed."
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

variable "node_subnets" {
  description = "By full zone name: id and block that the node subnet is expected to have. Pods have addresses of it too."
  type        = map(object({ id = string, cidr = string }))
}

variable "connected_cidrs" {
  description = "Blocks of other networks that pods talk to, by name."
  type        = map(list(string))
  default     = {}

  validation {
    condition     = alltrue([for cidr in flatten(values(var.connected_cidrs)) : try(cidrsubnet(cidr, 0, 0) == cidr, false)])
    error_message = "Each of connected_cidrs must be an IPv4 network without host bits."
  }
}
