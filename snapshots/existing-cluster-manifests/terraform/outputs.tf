# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

output "kubeconfig_command" {
  description = "Adds the cluster to your kubeconfig."
  value       = "aws eks update-kubeconfig --region ${local.region} --name ${module.pod_network.cluster_name}"
}

output "pod_subnet_ids" {
  description = "Pod subnets by zone."
  value       = module.pod_network.pod_subnet_ids
}

output "pod_cidrs" {
  description = "Pod addresses by zone. Nothing outside the VPC can reach them."
  value       = module.pod_network.pod_cidrs
}

# Subnet ids exist only now. Kustomize puts them into the ENIConfigs, from this file (manifests/kustomization.yaml).
output "eniconfig_ids" {
  description = "What the ENIConfigs take from AWS. Goes to manifests/eniconfig-ids.yaml."
  value = "# Made by: terraform output -raw eniconfig_ids\n${yamlencode({
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata = {
      name        = "eniconfig-ids"
      annotations = { "config.kubernetes.io/local-config" = "true" }
    }
    data = merge(
      module.pod_network.pod_subnet_ids,
      { security-group = module.pod_network.pod_security_group_ids[0] },
    )
  })}"
}
