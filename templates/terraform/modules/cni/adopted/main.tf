# {{ v.made_by }}

# Takes over the aws-node that EKS installed with the cluster. scripts/compare-vpc-cni.sh says beforehand what that would change.
resource "aws_eks_addon" "vpc_cni" {
  cluster_name  = {% if v.network.facts.is_some() %}data.aws_eks_cluster.this.name{% else %}var.cluster_name{% endif %}
  addon_name    = "vpc-cni"
  addon_version = lookup(var.addon_versions, "vpc-cni", null)

  # NONE would stop at the first field, often the image, that EKS's own installation does not share with the add-on (C40).
  resolve_conflicts_on_create = "OVERWRITE"

  # From then on a kubectl edit stays, even where it hides a value from here: it may be what keeps somebody's pods running.
  # scripts/verify.sh names the values that it hides.
  resolve_conflicts_on_update = "PRESERVE"

  # A destroy leaves aws-node running, as a DaemonSet of nobody's: without it no node could start a pod.
  preserve = true

  configuration_values = jsonencode(local.configuration)

  service_account_role_arn = var.role_arn
  {%- if !v.cni.role_given || v.strategy.discovery() %}

  lifecycle {
    {%- if !v.cni.role_given %}
    # Permissions stay where they are: on the nodes' role, or where somebody has put them.
    ignore_changes = [pod_identity_association, service_account_role_arn]
    {%- endif %}
    {%- if v.strategy.discovery() %}

    postcondition {
      condition     = try(tonumber(regex("^v1\\.([0-9]+)\\.", self.addon_version)[0]) >= {% if v.strategy.excludes_node_subnets() %}22{% else %}18{% endif %}, true)
      error_message = "vpc-cni ${self.addon_version} is too old: {% if v.strategy.excludes_node_subnets() %}before 1.22 the value 0 of kubernetes.io/role/cni includes a subnet{% else %}subnets are discovered from 1.18 on{% endif %} (S16). Pin a version under [cni]."
    }
    {%- endif %}
  }
  {%- endif %}
  {%- if v.network.facts.is_some() %}

  depends_on = [
    data.aws_subnet.node,
    data.aws_vpc.this,
  ]
  {%- endif %}
}
