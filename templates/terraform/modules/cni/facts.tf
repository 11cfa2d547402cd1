# {{ v.made_by }}

# What is there is read and compared with what {{ v.source }} says: a plan stops where the two differ.

data "aws_vpc" "this" {
  id = var.vpc_id

  lifecycle {
    postcondition {
      condition     = self.cidr_block == var.vpc_cidr
      error_message = "${var.vpc_id} has the primary block ${self.cidr_block}, not ${var.vpc_cidr}."
    }
  }
}

data "aws_eks_cluster" "this" {
  name = var.cluster_name

  lifecycle {
    postcondition {
      condition     = self.vpc_config[0].vpc_id == var.vpc_id
      error_message = "Cluster ${var.cluster_name} runs in ${self.vpc_config[0].vpc_id}, not in ${var.vpc_id}."
    }

    postcondition {
      condition     = self.kubernetes_network_config[0].ip_family == "ipv4"
      error_message = "Cluster ${var.cluster_name} has IPv6 pods: warm targets do nothing there (section 8)."
    }
    {%- if v.nodes.any %}

    postcondition {
      condition     = self.access_config[0].authentication_mode != "CONFIG_MAP"
      error_message = "Cluster ${var.cluster_name} knows only aws-auth: nodes made here join by access entries. Set its authentication mode to API_AND_CONFIG_MAP."
    }
    {%- endif %}
  }
}

data "aws_subnet" "node" {
  for_each = var.node_subnets

  id = each.value.id

  lifecycle {
    postcondition {
      condition     = self.vpc_id == var.vpc_id && self.availability_zone == each.key && self.cidr_block == each.value.cidr
      error_message = "${self.id} is ${self.cidr_block} in ${self.availability_zone} of ${self.vpc_id}, not ${each.value.cidr} in ${each.key} of ${var.vpc_id}."
    }
  }
}

locals {
  service_cidr = data.aws_eks_cluster.this.kubernetes_network_config[0].service_ipv4_cidr

  # Two blocks overlap when both are the same network under the shorter of their two masks.
  hidden_networks = [
    for network, cidrs in var.connected_cidrs : network if !alltrue([
      for cidr in cidrs : length(distinct([
        for block in [cidr, local.service_cidr] :
        cidrhost("${cidrhost(block, 0)}/${min(split("/", cidr)[1], split("/", local.service_cidr)[1])}", 0)
      ])) == 2
    ])
  ]
}

# A warning, not an error: a cluster keeps its Service addresses for life (E5).
check "service_addresses" {
  assert {
    condition     = length(local.hidden_networks) == 0
    error_message = "Services of ${var.cluster_name} have addresses of ${local.service_cidr}: what has the same addresses in ${join(", ", local.hidden_networks)}, pods cannot reach (E4)."
  }
}
