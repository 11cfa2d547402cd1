# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

variable "cluster_name" {
  description = "Name of the cluster, from where it is known only once kube-proxy is there."
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
  description = "The cluster's security group. Its members may send each other everything, Calico's packets included."
  type        = string
}

variable "tags" {
  description = "Tags for instances and volumes: the provider's default tags do not reach them."
  type        = map(string)
  default     = {}
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
