# {{ v.made_by }}

resource "aws_eks_addon" "this" {
  for_each = var.versions

  cluster_name  = var.cluster_name
  addon_name    = each.key
  addon_version = each.value
}
