# {{ v.made_by }}

variable "cluster_name" {
  description = "{% if v.network.facts.is_some() %}Name of the running cluster. It is read; only its CNI is configured.{% else if v.strategy.ipv6() %}Name of an IPv6 cluster.{% else %}Name of the cluster.{% endif %}"
  type        = string
}
{%- if v.network.facts.is_some() %}
{% include "terraform/modules/cni/facts/variables.tf" %}
{%- endif %}
{%- if v.cni.makes_role() && v.cni.irsa %}

variable "oidc_issuer" {
  description = "Who signs the tokens of the cluster's service accounts."
  type        = string
}
{%- endif %}
{%- if !v.cni.makes_role() %}

variable "role_arn" {
  {%- if v.cluster.existing %}
  description = "Role of aws-node by its service account. Null: it keeps the permissions that it has."
  type        = string
  default     = null
  {%- else %}
  description = "Role of aws-node: it needs {% if v.strategy.ipv6() %}the actions of the CNI's IPv6 policy (E10){% else %}AmazonEKS_CNI_Policy{% endif %}, and must trust {% if v.cni.irsa %}the cluster's service account kube-system/aws-node{% else %}pods.eks.amazonaws.com{% endif %}."
  type        = string
  {%- endif %}
}
{%- endif %}

variable "addon_versions" {
  description = "Versions of {{ v.cni.addon_names }}. Absent: EKS's default."
  type        = map(string)
  default     = {}
}
{%- if v.strategy.custom_networking() %}

variable "pod_subnet_ids" {
  description = "Pod subnets by full zone name: each becomes the ENIConfig of that name."
  type        = map(string)

  validation {
    condition     = length(var.pod_subnet_ids) > 0 && alltrue([for zone in keys(var.pod_subnet_ids) : can(regex("^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$", zone))])
    error_message = "Keys must be full zone names, such as eu-west-1a: the CNI looks ENIConfigs up by the node's zone label (C23)."
  }
}

variable "pod_security_group_ids" {
  description = "Security groups of the pods' network interfaces. They must let control plane, nodes and pods talk (C26)."
  type        = list(string)

  validation {
    condition     = length(var.pod_security_group_ids) >= 1 && length(var.pod_security_group_ids) <= 5
    error_message = "A network interface takes 1 to 5 security groups (C25)."
  }
}
{%- endif %}
{%- if v.strategy.warm_targets() %}

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
  {%- if v.strategy.node_subnets() %}

  validation {
    condition     = var.warm_ip_target == null || try(var.warm_ip_target >= 1 && floor(var.warm_ip_target) == var.warm_ip_target, false)
    error_message = "warm_ip_target is at least 1: with 0 a node never gets an address beyond minimum_ip_target (section 4.1)."
  }
  {%- endif %}
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
    {%- if !v.strategy.off_node_subnets() %}
    condition     = var.max_eni == null || try(var.max_eni >= 1, false)
    error_message = "A node has at least one interface."
    {%- else %}
    condition     = var.max_eni == null || try(var.max_eni >= 2, false)
    error_message = "The first interface serves no pods here: with max_eni below 2 no pod gets an address (M17)."
    {%- endif %}
  }
}
{%- endif %}
{%- if v.cni.configured() %}

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
{%- endif %}
