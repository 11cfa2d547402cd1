# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

output "max_pods" {
  description = "Pods that a node of each group takes at most."
  value       = local.max_pods
}
