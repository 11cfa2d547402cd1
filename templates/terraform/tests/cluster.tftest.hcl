# {{ v.made_by }}

mock_provider "aws" {
  mock_resource "aws_eks_cluster" {
    {%- if v.strategy.ipv6() %}
    defaults = {
      certificate_authority     = [{ data = "Y2VydGlmaWNhdGU=" }]
      kubernetes_network_config = { service_ipv6_cidr = "fd12:3456:789a::/108" }
      {%- if v.cni.irsa %}
      identity                  = [{ oidc = [{ issuer = "https://oidc.eks.eu-north-1.amazonaws.com/id/0123456789ABCDEF" }] }]
      {%- endif %}
    }
    {%- else %}
    defaults = { certificate_authority = [{ data = "Y2VydGlmaWNhdGU=" }] }
    {%- endif %}
  }
  {%- if v.auto_mode.is_some() %}

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/shop" }
  }
  {%- endif %}
}

variables {
  name                = "shop"
  kubernetes_version  = "1.34"
  {%- if !v.strategy.ipv6() %}
  service_cidr        = "172.20.0.0/16"
  vpc_cidrs           = {% if v.strategy.pod_subnets() %}["10.40.0.0/20", "100.64.0.0/16"]{% else %}["10.40.0.0/20"]{% endif %}
  {%- endif %}
  subnet_ids          = { eu-west-1a = "subnet-0a00000000000001a", eu-west-1b = "subnet-0a00000000000001b" }
  public_access_cidrs = ["203.0.113.0/24"]
  log_retention_days  = 365
  access              = { platform = { principal_arn = "arn:aws:iam::111122223333:role/platform-admin", policy = "AmazonEKSClusterAdminPolicy" } }
  {%- if let Some(auto) = v.auto_mode %}
  {%- if auto.isolate %}
  vpc_id              = "vpc-0a1b2c3d4e5f60718"
  {%- endif %}
  node_subnet_ids     = { eu-west-1a = "subnet-0a00000000000002a", eu-west-1b = "subnet-0a00000000000002b" }
  pod_subnet_ids      = { eu-west-1a = "subnet-0a00000000000003a", eu-west-1b = "subnet-0a00000000000003b" }
  node_role_name      = "shop-eu-west-1-node"
  {%- endif %}
}
{%- if let Some(auto) = v.auto_mode %}

run "auto_mode" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  assert {
    condition = alltrue([
      aws_eks_cluster.this.compute_config[0].enabled,
      aws_eks_cluster.this.storage_config[0].block_storage[0].enabled,
      aws_eks_cluster.this.kubernetes_network_config[0].elastic_load_balancing[0].enabled,
      !aws_eks_cluster.this.bootstrap_self_managed_addons,
    ])
    error_message = "EKS takes the three switches together, and no add-ons of its own beside them (A22)."
  }

  assert {
    condition     = length(aws_eks_cluster.this.compute_config[0].node_pools) == 0 && aws_eks_cluster.this.compute_config[0].node_role_arn == null
    error_message = "EKS's own pools would put pods into the node subnets (A8), and without them it refuses a node role (A22)."
  }

  assert {
    condition     = length(aws_iam_role_policy_attachment.cluster) == 5 && contains(jsondecode(aws_iam_role.cluster.assume_role_policy).Statement[0].Action, "sts:TagSession")
    error_message = "The cluster's role needs all five policies and session tags."
  }
}

run "nodes_may_join" {
  module {
    source = "./modules/cluster"
  }

  assert {
    condition     = aws_eks_access_entry.node.type == "EC2" && endswith(aws_eks_access_policy_association.node.policy_arn, "/AmazonEKSAutoNodePolicy")
    error_message = "A role of one's own needs an access entry of type EC2 with AmazonEKSAutoNodePolicy (A7)."
  }
  {%- if auto.isolate %}

  assert {
    condition     = startswith(aws_security_group.pods.tags.Name, "eks-cluster-sg") && aws_security_group.pods.tags.Name == aws_security_group.pods.name
    error_message = "EKS opens only groups with such a name for load balancers (A21)."
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.cluster_from_pods : rule.security_group_id != aws_security_group.pods.id && rule.referenced_security_group_id == aws_security_group.pods.id && rule.ip_protocol != "-1"])
    error_message = "Pods reach nodes and control plane on named ports only."
  }
  {%- endif %}
}

run "zone_without_pod_subnet" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  variables {
    pod_subnet_ids = { eu-west-1a = "subnet-0a00000000000003a" }
  }

  expect_failures = [aws_eks_cluster.this]
}

run "node_role_with_a_path" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  variables {
    node_role_name = "nodes/shop"
  }

  expect_failures = [var.node_role_name]
}
{%- endif %}

run "closed_by_default" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  variables {
    public_access_cidrs = []
  }

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_private_access && !aws_eks_cluster.this.vpc_config[0].endpoint_public_access
    error_message = "Without public_access_cidrs the endpoint is private."
  }

  assert {
    condition     = aws_eks_cluster.this.access_config[0].authentication_mode == "API" && !aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions
    error_message = "Access comes from access entries alone."
  }
}
{%- if v.strategy.ipv6() %}

run "ipv6" {
  module {
    source = "./modules/cluster"
  }

  assert {
    condition     = aws_eks_cluster.this.kubernetes_network_config[0].ip_family == "ipv6"
    error_message = "The family is fixed for the cluster's life (E6)."
  }

  assert {
    condition     = output.bootstrap.service_cidr == "fd12:3456:789a::/108"
    error_message = "Nodes take the block that EKS chose."
  }
}
{%- else %}

run "service_block_overlaps_the_vpc" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  variables {
    service_cidr = "10.40.0.0/16"
  }

  expect_failures = [aws_eks_cluster.this]
}

run "service_block_in_shared_space" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  variables {
    service_cidr = "100.65.0.0/16"
  }

  expect_failures = [var.service_cidr]
}
{%- endif %}

run "open_to_everybody" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  variables {
    public_access_cidrs = ["{% if v.strategy.ipv6() %}::/0{% else %}0.0.0.0/0{% endif %}"]
  }

  expect_failures = [var.public_access_cidrs]
}

run "nobody_has_access" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  variables {
    access = {}
  }

  expect_failures = [var.access]
}
