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

# The switch and the ENIConfigs leave together in one file: the one without the other stops every new node (C13).
output "helm_values" {
  description = "Values for the chart aws-vpc-cni that move pods to the new subnets. Goes to helm/aws-vpc-cni/values-custom-networking.yaml."
  value       = "# Made by: terraform output -raw helm_values\n${yamlencode(module.pod_network.helm_values)}"
}
