# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

resource "aws_iam_role" "managed" {
  for_each = var.managed

  name_prefix        = "${substr("${var.cluster_name}-${each.key}", 0, 32)}-node-" # IAM allows a prefix of 38 characters
  assume_role_policy = local.node_trust
}

resource "aws_iam_role_policy_attachment" "managed_worker" {
  for_each = aws_iam_role.managed

  role       = each.value.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEKSWorkerNodePolicy"
}

resource "aws_iam_role_policy_attachment" "managed_registry" {
  for_each = aws_iam_role.managed

  role       = each.value.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"
}

# Without ami_id there is no image and no user data here: EKS adds both, with max-pods (M10). No security group: EKS gives
# nodes the cluster's.
resource "aws_launch_template" "managed" {
  for_each = var.managed

  name_prefix = "${var.cluster_name}-${each.key}-"
  image_id    = each.value.ami_id

  user_data = each.value.ami_id == null ? null : base64encode(templatefile("${path.module}/user_data.mime.tftpl", {
    cluster      = var.cluster
    cluster_name = var.cluster_name
    labels       = join(",", [for key, value in each.value.labels : "${key}=${value}"])
    max_pods     = local.max_pods[each.key]
    taints       = each.value.taints
  }))

  block_device_mappings {
    device_name = each.value.ami_family == "bottlerocket" ? "/dev/xvdb" : "/dev/xvda"

    ebs {
      volume_type = "gp3"
      volume_size = each.value.volume_gib
      encrypted   = true
    }
  }

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1 # pods cannot reach the node's credentials
  }

  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume"])

    content {
      resource_type = tag_specifications.value
      tags          = merge(var.tags, { Name = "${var.cluster_name}-${each.key}" })
    }
  }
}

resource "aws_eks_node_group" "this" {
  for_each = var.managed

  cluster_name           = var.cluster_name
  node_group_name_prefix = "${each.key}-"
  node_role_arn          = aws_iam_role.managed[each.key].arn
  subnet_ids             = values(var.subnet_ids)
  version                = each.value.ami_id == null ? var.cluster.kubernetes_version : null
  release_version        = each.value.ami_release
  ami_type               = each.value.ami_id == null ? local.ami_types[each.value.ami_family][local.architecture[each.value.instance_types[0]]] : null
  capacity_type          = each.value.spot ? "SPOT" : "ON_DEMAND"
  instance_types         = each.value.instance_types
  labels                 = each.value.labels

  launch_template {
    id      = aws_launch_template.managed[each.key].id
    version = aws_launch_template.managed[each.key].latest_version
  }

  scaling_config {
    min_size     = each.value.min
    desired_size = each.value.desired
    max_size     = each.value.max
  }

  update_config {
    max_unavailable_percentage = 33
  }

  dynamic "taint" {
    for_each = each.value.taints

    content {
      key    = taint.value.key
      value  = taint.value.value
      effect = { NoSchedule = "NO_SCHEDULE", PreferNoSchedule = "PREFER_NO_SCHEDULE", NoExecute = "NO_EXECUTE" }[taint.value.effect]
    }
  }

  lifecycle {
    create_before_destroy = true                             # new nodes first, then the old ones are drained
    ignore_changes        = [scaling_config[0].desired_size] # an autoscaler's business after the first apply

    precondition {
      condition     = max(each.value.pods_per_node, local.max_pods[each.key]) <= min([for type in each.value.instance_types : local.pods[type]]...)
      error_message = "${each.key} plans ${max(each.value.pods_per_node, local.max_pods[each.key])} pods a node; the smallest of its types carries ${min([for type in each.value.instance_types : local.pods[type]]...)} (M12)."
    }

    precondition {
      condition     = !var.prefix_delegation || alltrue([for type in each.value.instance_types : data.aws_ec2_instance_type.this[type].hypervisor != "xen"])
      error_message = "Prefix delegation needs Nitro: one of ${join(", ", each.value.instance_types)} is Xen (C4)."
    }

    precondition {
      condition     = length(distinct([for type in each.value.instance_types : local.architecture[type]])) == 1
      error_message = "The types of ${each.key} have different architectures: ${join(", ", each.value.instance_types)}."
    }
  }

  depends_on = [
    aws_iam_role_policy_attachment.managed_registry,
    aws_iam_role_policy_attachment.managed_worker,
  ]
}
