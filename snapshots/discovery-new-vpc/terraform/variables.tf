# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

variable "tags" {
  description = "Tags for everything made here, beside those that the cluster itself needs. Tags of eksnet.toml stand in main.tf."
  type        = map(string)
  default     = {}
}
