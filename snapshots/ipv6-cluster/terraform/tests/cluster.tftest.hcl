# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {
  mock_resource "aws_eks_cluster" {
    defaults = {
      certificate_authority     = [{ data = "Y2VydGlmaWNhdGU=" }]
      kubernetes_network_config = { service_ipv6_cidr = "fd12:3456:789a::/108" }
    }
  }
}

variables {
  name                = "shop"
  kubernetes_version  = "1.34"
  subnet_ids          = { eu-west-1a = "subnet-0a00000000000001a", eu-west-1b = "subnet-0a00000000000001b" }
  public_access_cidrs = ["203.0.113.0/24"]
  log_retention_days  = 365
  access              = { platform = { principal_arn = "arn:aws:iam::111122223333:role/platform-admin", policy = "AmazonEKSClusterAdminPolicy" } }
}

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

run "open_to_everybody" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  variables {
    public_access_cidrs = ["::/0"]
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
