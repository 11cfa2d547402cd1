# {{ v.made_by }}

# Calico itself comes by Helm, because Terraform would need a provider inside the cluster for it. What is left to do here:
# kube-proxy, without which Calico cannot reach the API through its Service, and a look at the pods' addresses before
# anything has them.

resource "aws_eks_addon" "kube_proxy" {
  cluster_name  = var.cluster_name
  addon_name    = "kube-proxy"
  addon_version = lookup(var.addon_versions, "kube-proxy", null)

  lifecycle {
    precondition {
      # Two blocks overlap when both are the same network under the shorter of their two masks.
      condition = alltrue([for block in var.other_cidrs : length(distinct([
        for cidr in [block, var.pod_cidr] :
        cidrhost("${cidrhost(cidr, 0)}/${min(split("/", block)[1], split("/", var.pod_cidr)[1])}", 0)
      ])) == 2])
      error_message = "pod_cidr ${var.pod_cidr} overlaps one of ${join(", ", var.other_cidrs)}: nodes would send what is meant for it to pods."
    }
  }
}
