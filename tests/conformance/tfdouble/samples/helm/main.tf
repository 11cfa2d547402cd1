# A second root, as for seed 000: the pod subnets exist, Helm takes over the aws-node that EKS installed.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    helm = {
      source  = "hashicorp/helm"
      version = "~> 3.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

data "aws_eks_cluster" "this" {
  name = "payments"
}

data "aws_subnet" "pod" {
  for_each = {
    eu-west-1a = "subnet-0c00000000000001a"
    eu-west-1b = "subnet-0c00000000000001b"
  }

  id = each.value
}

provider "helm" {
  kubernetes = {
    host                   = data.aws_eks_cluster.this.endpoint
    cluster_ca_certificate = base64decode(data.aws_eks_cluster.this.certificate_authority[0].data)

    exec = {
      api_version = "client.authentication.k8s.io/v1beta1"
      command     = "aws"
      args        = ["eks", "get-token", "--cluster-name", "payments", "--region", "eu-west-1"]
    }
  }
}

resource "helm_release" "vpc_cni" {
  name       = "aws-vpc-cni"
  namespace  = "kube-system"
  repository = "https://aws.github.io/eks-charts"
  chart      = "aws-vpc-cni"
  version    = "1.20.4"

  values = [
    yamlencode({
      originalMatchLabels = true
      env = {
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true"
        ENI_CONFIG_LABEL_DEF               = "topology.kubernetes.io/zone"
      }
    }),
    yamlencode({
      eniConfig = {
        create  = true
        region  = "eu-west-1"
        subnets = { for zone, subnet in data.aws_subnet.pod : zone => { id = subnet.id, securityGroups = ["sg-0a00000000000000c"] } }
      }
    }),
  ]
}

output "revision" {
  value = helm_release.vpc_cni.metadata.revision
}
