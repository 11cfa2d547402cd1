# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# Roles of their own: EKS makes and deletes the access entries of managed nodes' roles as it likes.
resource "aws_iam_role" "self_managed" {
  for_each = var.self_managed

  name_prefix        = "${substr("${var.cluster_name}-${each.key}", 0, 32)}-node-" # IAM allows a prefix of 38 characters
  assume_role_policy = local.node_trust
}

resource "aws_iam_role_policy_attachment" "self_managed_worker" {
  for_each = aws_iam_role.self_managed

  role       = each.value.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEKSWorkerNodePolicy"
}

resource "aws_iam_role_policy_attachment" "self_managed_registry" {
  for_each = aws_iam_role.self_managed

  role       = each.value.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"
}

resource "aws_iam_instance_profile" "self_managed" {
  for_each = aws_iam_role.self_managed

  name_prefix = each.value.name_prefix
  role        = each.value.name
}

resource "aws_eks_access_entry" "self_managed" {
  for_each = aws_iam_role.self_managed

  cluster_name  = var.cluster_name
  principal_arn = each.value.arn
  type          = "EC2_LINUX"
}

# A new release shows as a change of the launch template. It touches new nodes only.
data "aws_ssm_parameter" "image" {
  for_each = { for name, group in var.self_managed : name => group if group.ami_id == null }

  name = "/aws/service/eks/optimized-ami/${var.cluster.kubernetes_version}/amazon-linux-2023/${local.architecture[each.value.instance_types[0]]}/standard/${each.value.ami_release}/image_id"
}

resource "aws_launch_template" "self_managed" {
  for_each = var.self_managed

  name_prefix            = "${var.cluster_name}-${each.key}-"
  image_id               = each.value.ami_id == null ? data.aws_ssm_parameter.image[each.key].insecure_value : each.value.ami_id
  vpc_security_group_ids = [var.security_group_id]

  user_data = base64encode(templatefile("${path.module}/user_data.mime.tftpl", {
    cluster      = var.cluster
    cluster_name = var.cluster_name
    labels       = join(",", [for key, value in each.value.labels : "${key}=${value}"])
    max_pods     = each.value.max_pods
    taints       = each.value.taints
  }))

  iam_instance_profile {
    arn = aws_iam_instance_profile.self_managed[each.key].arn
  }

  block_device_mappings {
    device_name = "/dev/xvda"

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

  lifecycle {
    precondition {
      condition     = each.value.max_pods <= min([for type in each.value.instance_types : local.addresses[type]]...)
      error_message = "${each.key} sets max_pods ${each.value.max_pods}; the smallest of its types has addresses for ${min([for type in each.value.instance_types : local.addresses[type]]...)} (M12)."
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
}

# No instance refresh and no capacity rebalancing: they end nodes without draining them. scripts/cycle-nodes.sh drains first.
resource "aws_autoscaling_group" "self_managed" {
  for_each = var.self_managed

  name_prefix         = "${var.cluster_name}-${each.key}-"
  vpc_zone_identifier = values(var.subnet_ids)
  min_size            = each.value.min
  desired_capacity    = each.value.desired
  max_size            = each.value.max
  suspended_processes = ["AZRebalance"] # it too would end nodes without draining them

  mixed_instances_policy {
    instances_distribution {
      on_demand_base_capacity                  = each.value.on_demand_base
      on_demand_percentage_above_base_capacity = each.value.spot ? 0 : 100
      spot_allocation_strategy                 = "price-capacity-optimized"
    }

    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.self_managed[each.key].id
        version            = aws_launch_template.self_managed[each.key].latest_version
      }

      dynamic "override" {
        for_each = each.value.instance_types

        content {
          instance_type = override.value
        }
      }
    }
  }

  dynamic "tag" {
    for_each = merge(
      {
        "kubernetes.io/cluster/${var.cluster_name}"     = "owned" # by this the cloud controller knows its nodes
        "k8s.io/cluster-autoscaler/enabled"             = "true"
        "k8s.io/cluster-autoscaler/${var.cluster_name}" = "owned"
      },
      # An autoscaler that finds no node to look at learns labels and taints here.
      { for key, value in each.value.labels : "k8s.io/cluster-autoscaler/node-template/label/${key}" => value },
      { for taint in each.value.taints : "k8s.io/cluster-autoscaler/node-template/taint/${taint.key}" => "${taint.value}:${taint.effect}" },
    )

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }

  lifecycle {
    ignore_changes = [desired_capacity] # an autoscaler's business after the first apply
  }

  depends_on = [
    aws_eks_access_entry.self_managed,
    aws_iam_role_policy_attachment.self_managed_registry,
    aws_iam_role_policy_attachment.self_managed_worker,
  ]
}
