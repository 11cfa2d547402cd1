# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

locals {
  # EKS takes strings only (C32). What is null here stays away.
  settings = {
    AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS = length(var.exclude_snat_cidrs) > 0 ? join(",", var.exclude_snat_cidrs) : null
    AWS_VPC_K8S_CNI_EXTERNALSNAT       = var.external_snat
    ENABLE_POD_ENI                     = var.security_groups_for_pods ? true : null
    ENABLE_PREFIX_DELEGATION           = var.prefix_delegation
    MAX_ENI                            = var.max_eni
    MINIMUM_IP_TARGET                  = var.minimum_ip_target
    WARM_ENI_TARGET                    = var.warm_eni_target
    WARM_IP_TARGET                     = var.warm_ip_target
    WARM_PREFIX_TARGET                 = var.warm_prefix_target
  }

  configuration = {
    for key, value in {
      enableNetworkPolicy = var.network_policy ? "true" : null
      env                 = merge({ for name, value in local.settings : name => tostring(value) if value != null }, var.env)
      init                = length(var.init_env) > 0 ? { env = var.init_env } : null
    } : key => value if value != null
  }
}
