# {{ v.made_by }}

mock_provider "aws" {}

variables {
  cluster_name = "lab"
  pod_cidr     = "192.168.0.0/16"
  other_cidrs  = ["10.0.0.0/24", "172.20.0.0/16"]
}

run "kube_proxy_alone" {
  module {
    source = "./modules/cni"
  }

  assert {
    condition     = aws_eks_addon.kube_proxy.addon_name == "kube-proxy" && output.pod_cidr == "192.168.0.0/16"
    error_message = "Calico needs kube-proxy and nothing else of EKS."
  }
}

run "pods_overlap_the_vpc" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    pod_cidr = "10.0.0.0/16"
  }

  expect_failures = [aws_eks_addon.kube_proxy]
}

# Calico's own default on EKS holds 172.16.0.0 to 172.16.255.255; these Services begin at 172.20.0.0.
run "pods_beside_services" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    pod_cidr = "172.16.0.0/16"
  }
}

run "pods_overlap_services" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    pod_cidr = "172.16.0.0/12"
  }

  expect_failures = [aws_eks_addon.kube_proxy]
}

run "host_bits" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    pod_cidr = "192.168.0.1/16"
  }

  expect_failures = [var.pod_cidr]
}

run "pool_smaller_than_one_block" {
  command = plan

  module {
    source = "./modules/cni"
  }

  variables {
    pod_cidr = "192.168.0.0/27"
  }

  expect_failures = [var.pod_cidr]
}
