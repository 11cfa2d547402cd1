# {{ v.made_by }}

variable "cluster_name" {
  description = "Name of a cluster that has nodes."
  type        = string
}

variable "versions" {
  description = "Add-ons to install and their versions; null is EKS's default."
  type        = map(string)
}
