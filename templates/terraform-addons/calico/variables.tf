# {{ v.made_by }}

variable "tags" {
  description = "Tags for everything made here. Tags of {{ v.source }} stand in main.tf."
  type        = map(string)
  default     = {}
}
