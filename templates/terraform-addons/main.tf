# {{ v.made_by }}

# A root of its own: the subnets must be there first, and the live aws-node handed over (README.md, steps 1 to 3).

locals {
  name = "{{ v.name }}"
  region = "{{ v.region }}"
  {%- if let Some(id) = v.account_id %}
  account_id = "{{ id }}"
  {%- endif %}

  pod_subnets = {
    {%- for zone in v.scripts.zones %}
    {{ zone.name }} = "{{ zone.pod_cidr }}"
    {%- endfor %}
  }

  pod_security_group_ids = {% if let Some(groups) = v.cni.security_groups %}{{ groups }}{% else %}[data.aws_eks_cluster.this.vpc_config[0].cluster_security_group_id]{% endif %}
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
  version    = "{{ v.cni.chart_version }}"

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
