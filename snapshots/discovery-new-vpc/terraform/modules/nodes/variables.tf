# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

variable "cluster_name" {
  description = "Name of the cluster, from where it is known only once nodes can join."
  type        = string
}

variable "cluster" {
  description = "What a node must know to join."
  type = object({
    certificate_authority = string
    endpoint              = string
    kubernetes_version    = string
    service_cidr          = string
  })
}

variable "subnet_ids" {
  description = "Node subnets by zone."
  type        = map(string)
}

variable "security_group_id" {
  description = "The cluster's security group. EKS gives it to managed nodes itself."
  type        = string
}

variable "custom_networking" {
  description = "Whether pods have their own subnets: then the first network interface serves no pods."
  type        = bool
}

variable "prefix_delegation" {
  description = "Whether interfaces hold /28 prefixes instead of single addresses."
  type        = bool
}

variable "max_eni" {
  description = "Interfaces that the CNI uses at most, the first included. Null: what the type allows."
  type        = number
  default     = null
}

variable "trunk_instance_types" {
  description = "Types on which a trunk takes an interface, so that pods can have branch interfaces with groups of their own."
  type        = set(string)
  default     = []
}

variable "tags" {
  description = "Tags for instances and volumes: the provider's default tags do not reach them."
  type        = map(string)
  default     = {}
}

variable "managed" {
  description = "Managed node groups by name."
  type = map(object({
    instance_types = list(string)
    min            = number
    desired        = number
    max            = number
    spot           = optional(bool, false)
    volume_gib     = optional(number, 50)
    pods_per_node  = optional(number, 0)
    max_pods       = optional(number)
    ami_family     = optional(string, "al2023")
    ami_release    = optional(string)
    ami_id         = optional(string)
    labels         = optional(map(string), {})
    taints         = optional(list(object({ key = string, value = optional(string), effect = string })), [])
  }))
  default = {}

  validation {
    condition     = alltrue([for group in values(var.managed) : group.min <= group.desired && group.desired <= group.max])
    error_message = "desired must lie between min and max."
  }

  validation {
    condition     = alltrue([for group in values(var.managed) : contains(["al2023", "bottlerocket"], group.ami_family)])
    error_message = "ami_family is al2023 or bottlerocket."
  }

  validation {
    condition     = alltrue([for group in values(var.managed) : group.max_pods == null || group.ami_id != null])
    error_message = "EKS sets max-pods itself in a managed group without ami_id (M10)."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.managed) : [for taint in group.taints : contains(["NoSchedule", "PreferNoSchedule", "NoExecute"], taint.effect)]]))
    error_message = "A taint's effect is NoSchedule, PreferNoSchedule or NoExecute."
  }
}

variable "self_managed" {
  description = "Self-managed node groups by name."
  type = map(object({
    instance_types = list(string)
    min            = number
    desired        = number
    max            = number
    max_pods       = number
    spot           = optional(bool, false)
    volume_gib     = optional(number, 50)
    pods_per_node  = optional(number, 0)
    on_demand_base = optional(number, 0)
    ami_release    = optional(string, "recommended")
    ami_id         = optional(string)
    labels         = optional(map(string), {})
    taints         = optional(list(object({ key = string, value = optional(string, ""), effect = string })), [])
  }))
  default = {}

  validation {
    condition     = alltrue([for group in values(var.self_managed) : group.min <= group.desired && group.desired <= group.max])
    error_message = "desired must lie between min and max."
  }

  validation {
    condition     = alltrue([for group in values(var.self_managed) : group.on_demand_base == 0 || group.spot])
    error_message = "on_demand_base is for groups on spot."
  }

  validation {
    condition     = alltrue([for group in values(var.self_managed) : group.pods_per_node <= group.max_pods])
    error_message = "pods_per_node must not exceed max_pods."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.self_managed) : [for taint in group.taints : contains(["NoSchedule", "PreferNoSchedule", "NoExecute"], taint.effect)]]))
    error_message = "A taint's effect is NoSchedule, PreferNoSchedule or NoExecute."
  }
}
