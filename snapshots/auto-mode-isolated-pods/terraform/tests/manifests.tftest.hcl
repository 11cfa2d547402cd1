# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra
#
# The NodeClass selects by names. These are the names that Terraform gives.

mock_provider "aws" {}

variables {
  name = "workshop"
}

run "subnets" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    cidr            = "192.168.0.0/16"
    secondary_cidrs = ["100.64.0.0/16"]
    public_subnets  = { us-west-2a = "192.168.48.0/24", us-west-2b = "192.168.49.0/24", us-west-2c = "192.168.50.0/24" }
    control_subnets = { us-west-2a = "192.168.51.0/28", us-west-2b = "192.168.51.16/28", us-west-2c = "192.168.51.32/28" }
    node_subnets    = { us-west-2a = "192.168.0.0/20", us-west-2b = "192.168.16.0/20", us-west-2c = "192.168.32.0/20" }
    pod_subnets     = { us-west-2a = "100.64.0.0/19", us-west-2b = "100.64.32.0/19", us-west-2c = "100.64.64.0/19" }
  }

  assert {
    condition     = tolist([for term in yamldecode(file("../manifests/auto-mode/nodeclass.yaml")).spec.subnetSelectorTerms : term.tags.Name]) == tolist([for subnet in aws_subnet.node : subnet.tags.Name])
    error_message = "The NodeClass selects other node subnets."
  }

  assert {
    condition     = tolist([for term in yamldecode(file("../manifests/auto-mode/nodeclass.yaml")).spec.podSubnetSelectorTerms : term.tags.Name]) == tolist([for subnet in aws_subnet.pod : subnet.tags.Name])
    error_message = "The NodeClass selects other pod subnets."
  }

  assert {
    condition = alltrue([for pool in ["general"] : tolist(keys(aws_subnet.pod)) == tolist(flatten([
      for requirement in yamldecode(file("../manifests/auto-mode/nodepool-${pool}.yaml")).spec.template.spec.requirements : requirement.values
      if requirement.key == "topology.kubernetes.io/zone"
    ]))])
    error_message = "A NodePool starts nodes in other zones than those with a pod subnet (A4)."
  }
}

run "security_groups" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  variables {
    kubernetes_version = "1.34"
    service_cidr       = "172.20.0.0/16"
    vpc_cidrs          = ["10.40.0.0/20", "100.64.0.0/16"]
    subnet_ids         = { eu-west-1a = "subnet-0a00000000000001a", eu-west-1b = "subnet-0a00000000000001b" }
    vpc_id             = "vpc-0a1b2c3d4e5f60718"
    node_subnet_ids    = { eu-west-1a = "subnet-0a00000000000002a", eu-west-1b = "subnet-0a00000000000002b" }
    pod_subnet_ids     = { eu-west-1a = "subnet-0a00000000000003a", eu-west-1b = "subnet-0a00000000000003b" }
    node_role_name     = "workshop-us-west-2-node"
    access             = { platform = { principal_arn = "arn:aws:iam::111122223333:role/platform-admin", policy = "AmazonEKSClusterAdminPolicy" } }
  }

  assert {
    condition     = yamldecode(file("../manifests/auto-mode/nodeclass.yaml")).spec.securityGroupSelectorTerms[0].tags["aws:eks:cluster-name"] == aws_eks_cluster.this.name
    error_message = "The NodeClass selects another cluster's group."
  }

  assert {
    condition     = yamldecode(file("../manifests/auto-mode/nodeclass.yaml")).spec.podSecurityGroupSelectorTerms[0].tags.Name == aws_security_group.pods.tags.Name
    error_message = "The NodeClass selects another group for pods."
  }

  assert {
    condition     = yamldecode(file("../manifests/auto-mode/nodeclass.yaml")).spec.role == aws_iam_role.node.name
    error_message = "The NodeClass names another role."
  }
}
