# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

variable "name" {
  description = "Name of the cluster. It cannot be changed."
  type        = string

  validation {
    condition     = can(regex("^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$", var.name))
    error_message = "A cluster's name has 1 to 100 letters, digits, hyphens or underscores, and starts with a letter or digit."
  }
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes, such as 1.34."
  type        = string

  validation {
    condition     = can(regex("^1\\.[0-9]+$", var.kubernetes_version))
    error_message = "kubernetes_version is a minor version, such as \"1.34\"."
  }
}

variable "service_cidr" {
  description = "Block of the Service addresses. It cannot be changed."
  type        = string

  validation {
    condition     = try(tonumber(split("/", var.service_cidr)[1]) >= 12 && tonumber(split("/", var.service_cidr)[1]) <= 24, false)
    error_message = "EKS takes service blocks from /12 to /24 (E1)."
  }

  validation {
    condition = anytrue([
      for range in ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] :
      try(cidrhost("${cidrhost(var.service_cidr, 0)}/${split("/", range)[1]}", 0) == cidrhost(range, 0), false)
    ])
    error_message = "The service block must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 (E1)."
  }
}

variable "vpc_cidrs" {
  description = "All IPv4 blocks of the VPC: the service block must keep clear of them."
  type        = set(string)
}

variable "subnet_ids" {
  description = "Subnets by zone for the cluster's own network interfaces. The set of zones cannot be changed (S8)."
  type        = map(string)
}

variable "private_endpoint" {
  description = "Whether the Kubernetes API has an address in the VPC."
  type        = bool
  default     = true
}

variable "public_access_cidrs" {
  description = "Networks that may reach the API's public address. None: it has no public address."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for block in var.public_access_cidrs : try(cidrsubnet(block, 0, 0) == block, false)])
    error_message = "Each of public_access_cidrs must be an IPv4 network without host bits."
  }

  validation {
    condition     = !contains(var.public_access_cidrs, "0.0.0.0/0")
    error_message = "Name the networks that need the public endpoint; 0.0.0.0/0 is everybody."
  }

  validation {
    condition     = var.private_endpoint || length(var.public_access_cidrs) > 0
    error_message = "Without private endpoint and public_access_cidrs nobody reaches the API, nodes included."
  }
}

variable "access" {
  description = "Who may use the cluster: an IAM principal and an EKS access policy, for the whole cluster or some namespaces."
  type = map(object({
    principal_arn = string
    policy        = string
    namespaces    = optional(set(string), [])
  }))

  validation {
    condition     = length(var.access) > 0
    error_message = "The creator gets no access of its own here: with no access entry nobody could administer the cluster."
  }
}

variable "log_types" {
  description = "Logs of the control plane that go to CloudWatch."
  type        = set(string)
  default     = ["api", "audit", "authenticator", "controllerManager", "scheduler"]

  validation {
    condition     = length(setsubtract(var.log_types, ["api", "audit", "authenticator", "controllerManager", "scheduler"])) == 0
    error_message = "The control plane's logs are api, audit, authenticator, controllerManager and scheduler."
  }
}

variable "log_retention_days" {
  description = "How long CloudWatch keeps them."
  type        = number
  default     = 365

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180 or 365 days, or one of its longer periods."
  }
}

variable "deletion_protection" {
  description = "Make EKS refuse to delete the cluster. To destroy it, turn it off one apply before."
  type        = bool
  default     = false
}
