# {{ v.made_by }}

variable "cluster_name" {
  description = "Name of the cluster."
  type        = string
}

variable "addon_versions" {
  description = "Version of kube-proxy. Absent: EKS's default."
  type        = map(string)
  default     = {}
}

variable "pod_cidr" {
  description = "Calico's address pool."
  type        = string

  validation {
    condition     = try(cidrsubnet(var.pod_cidr, 0, 0) == var.pod_cidr, false)
    error_message = "pod_cidr must be an IPv4 network without host bits, such as 192.168.0.0/16."
  }

  validation {
    condition     = try(tonumber(split("/", var.pod_cidr)[1]) <= 26, false)
    error_message = "Calico gives addresses to nodes in blocks of /26: the pool cannot be smaller."
  }
}

variable "other_cidrs" {
  description = "Blocks that pods talk to: the VPC, Services, connected networks. The pool must keep clear of them."
  type        = set(string)
}
