# {{ v.made_by }}

{% if v.strategy.custom_networking() -%}
data "aws_region" "current" {}

{% endif -%}
locals {
  # EKS takes strings only (C32). What is null here stays away.
  settings = {
    {%- if v.strategy.custom_networking() %}
    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true"
    {%- endif %}
    {%- if v.strategy.warm_targets() %}
    AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS = length(var.exclude_snat_cidrs) > 0 ? join(",", var.exclude_snat_cidrs) : null
    AWS_VPC_K8S_CNI_EXTERNALSNAT       = var.external_snat
    {%- endif %}
    ENABLE_POD_ENI                     = var.security_groups_for_pods ? true : null
    {%- if v.strategy.warm_targets() %}
    ENABLE_PREFIX_DELEGATION           = var.prefix_delegation
    {%- endif %}
    {%- if v.strategy.custom_networking() %}
    ENI_CONFIG_LABEL_DEF               = "topology.kubernetes.io/zone"
    {%- endif %}
    {%- if v.strategy.warm_targets() %}
    MAX_ENI                            = var.max_eni
    MINIMUM_IP_TARGET                  = var.minimum_ip_target
    WARM_ENI_TARGET                    = var.warm_eni_target
    WARM_IP_TARGET                     = var.warm_ip_target
    WARM_PREFIX_TARGET                 = var.warm_prefix_target
    {%- endif %}
  }

  configuration = {
    for key, value in {
      enableNetworkPolicy = var.network_policy ? "true" : null
      env                 = merge({ for name, value in local.settings : name => tostring(value) if value != null }, var.env)
      init                = length(var.init_env) > 0 ? { env = var.init_env } : null
      {%- if v.strategy.custom_networking() %}

      # Named by zone, because the label above holds the zone (C23). EKS makes them with the add-on, before any node.
      eniConfig = {
        create = true
        region = data.aws_region.current.region
        subnets = {
          for zone, id in var.pod_subnet_ids : zone => {
            id             = id
            securityGroups = var.pod_security_group_ids
          }
        }
      }
      {%- endif %}
    } : key => value if value != null
  }
}
