# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

mock_provider "aws" {
  mock_resource "aws_eks_cluster" {
    defaults = { certificate_authority = [{ data = "Y2VydGlmaWNhdGU=" }] }
  }
}

variables {
  name                = "shop"
  kubernetes_version  = "1.34"
  service_cidr        = "172.20.0.0/16"
  vpc_cidrs           = ["10.40.0.0/20"]
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

run "open_to_everybody" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  variables {
    public_access_cidrs = ["0.0.0.0/0"]
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
