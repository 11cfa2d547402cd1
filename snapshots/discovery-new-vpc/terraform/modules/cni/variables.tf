# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

variable "cluster_name" {
  description = "Name of the cluster."
  type        = string
}

variable "addon_versions" {
  description = "Versions of eks-pod-identity-agent, kube-proxy and vpc-cni. Absent: EKS's default."
  type        = map(string)
  default     = {}
}

variable "external_snat" {
  description = "True when something else translates pod addresses, or every network can route to them. False: nodes translate."
  type        = bool
  default     = false
}

variable "exclude_snat_cidrs" {
  description = "Networks beyond the VPC that see pods with their own addresses, and can answer them."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.exclude_snat_cidrs) == 0 || !var.external_snat
    error_message = "exclude_snat_cidrs does nothing beside external_snat (section 4.1)."
  }

  validation {
    condition     = alltrue([for block in var.exclude_snat_cidrs : try(cidrsubnet(block, 0, 0) == block, false)])
    error_message = "Each of exclude_snat_cidrs must be an IPv4 network without host bits: the CNI skips others silently (section 4.1)."
  }
}

variable "prefix_delegation" {
  description = "Give network interfaces /28 prefixes instead of single addresses. Needs Nitro types."
  type        = bool
  default     = false
}

variable "warm_prefix_target" {
  description = "Unused prefixes that a node keeps ready."
  type        = number
  default     = null

  validation {
    condition     = !var.prefix_delegation || var.warm_prefix_target != 0 || var.warm_ip_target != null
    error_message = "With prefix delegation and without warm_ip_target, warm_prefix_target is at least 1: the CNI exits otherwise (section 4.1)."
  }
}

variable "warm_eni_target" {
  description = "Unused network interfaces that a node keeps ready; without effect beside warm_ip_target."
  type        = number
  default     = null
}

variable "warm_ip_target" {
  description = "Unused addresses that a node keeps ready; overrides warm_prefix_target."
  type        = number
  default     = null
}

variable "minimum_ip_target" {
  description = "Addresses that a node holds at least."
  type        = number
  default     = null

  validation {
    condition     = var.minimum_ip_target == null || var.warm_ip_target != null
    error_message = "Without warm_ip_target, minimum_ip_target is a hard cap: the next pod never gets an address. Set both (section 4.1)."
  }
}

variable "max_eni" {
  description = "Network interfaces that a node has at most, its first included. Null: what its type allows."
  type        = number
  default     = null

  validation {
    condition     = var.max_eni == null || try(var.max_eni >= 1, false)
    error_message = "A node has at least one interface."
  }
}

variable "network_policy" {
  description = "Whether the CNI enforces NetworkPolicies."
  type        = bool
  default     = false
}

variable "security_groups_for_pods" {
  description = "Whether SecurityGroupPolicies give pods branch interfaces with groups of their own."
  type        = bool
  default     = false
}

variable "env" {
  description = "Further settings of the container aws-node, by the names of its environment."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(setintersection(keys(var.env), keys(local.settings))) == 0
    error_message = "These settings have variables of their own: ${join(", ", setintersection(keys(var.env), keys(local.settings)))}."
  }
}

variable "init_env" {
  description = "Settings of its init container aws-vpc-cni-init."
  type        = map(string)
  default     = {}
}
