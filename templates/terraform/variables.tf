# {{ v.made_by }}

variable "tags" {
  description = "Tags for everything made here{% if !v.cluster.existing %}, beside those that the cluster itself needs{% endif %}. Tags of {{ v.source }} stand in main.tf."
  type        = map(string)
  default     = {}
}
