# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# A root of its own: the subnets must be there first, and the live aws-node handed over (README.md, steps 1 to 3).

locals {
  name   = "stock"
  region = "eu-west-1"

  pod_subnets = {
    eu-west-1a = "100.64.0.0/18"
    eu-west-1b = "100.64.64.0/18"
  }

  pod_security_group_ids = [data.aws_eks_cluster.this.vpc_config[0].cluster_security_group_id]
}

data "aws_eks_cluster" "this" {
  name = local.name
}

data "aws_subnet" "pod" {
  for_each = local.pod_subnets

  vpc_id            = data.aws_eks_cluster.this.vpc_config[0].vpc_id
  availability_zone = each.key
  cidr_block        = each.value
}

resource "helm_release" "vpc_cni" {
  name       = "aws-vpc-cni"
  namespace  = "kube-system"
  repository = "https://aws.github.io/eks-charts"
  chart      = "aws-vpc-cni"
  version    = "1.23.1"

  # The switch and the ENIConfigs come in one release: the one without the other stops every new node (C13).
  values = [
    file("${path.module}/../helm/aws-vpc-cni/values.yaml"),
    yamlencode({
      env = {
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true"
        ENI_CONFIG_LABEL_DEF               = "topology.kubernetes.io/zone"
      }
      eniConfig = {
        create = true
        region = local.region
        subnets = {
          for zone, subnet in data.aws_subnet.pod : zone => {
            id             = subnet.id
            securityGroups = local.pod_security_group_ids
          }
        }
      }
    }),
  ]

  lifecycle {
    # Destroying this uninstalls aws-node from a running cluster: no new pod anywhere would get an address.
    prevent_destroy = true
  }
}
