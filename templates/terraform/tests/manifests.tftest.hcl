# {{ v.made_by }}
#
# The NodeClass selects by names. These are the names that Terraform gives.
{%- if let Some(auto) = v.auto_mode %}

mock_provider "aws" {}

variables {
  name = "{{ v.name }}"
}
{%- if let Some(n) = v.network.create %}

run "subnets" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    cidr = "{{ n.cidr }}"
    secondary_cidrs = {{ n.secondary_cidrs }}
    {%- if let Some(zone) = n.nat_zone %}
    nat_zone = "{{ zone }}"
    {%- endif %}
    {%- for role in n.roles %}
    {{ role.name }} = { {% for subnet in role.subnets %}{{ subnet.zone }} = "{{ subnet.cidr }}"{% if !loop.last %}, {% endif %}{% endfor %} }
    {%- endfor %}
    {%- if let Some(services) = n.endpoint_services %}
    endpoint_services = {{ services }}
    {%- endif %}
    {%- if let Some(gateway) = n.transit_gateway %}
    transit_gateway_id = "{{ gateway.id }}"
    transit_gateway_cidrs = {{ gateway.cidrs }}
    {%- endif %}
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
    condition = alltrue([for pool in {{ auto.pool_names() }} : tolist(keys(aws_subnet.pod)) == tolist(flatten([
      for requirement in yamldecode(file("../manifests/auto-mode/nodepool-${pool}.yaml")).spec.template.spec.requirements : requirement.values
      if requirement.key == "topology.kubernetes.io/zone"
    ]))])
    error_message = "A NodePool starts nodes in other zones than those with a pod subnet (A4)."
  }
}
{%- endif %}

run "security_groups" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  variables {
    kubernetes_version = "{{ v.cluster.kubernetes_version }}"
    service_cidr = "172.20.0.0/16"
    vpc_cidrs = ["10.40.0.0/20", "100.64.0.0/16"]
    subnet_ids = { eu-west-1a = "subnet-0a00000000000001a", eu-west-1b = "subnet-0a00000000000001b" }
    {%- if auto.isolate %}
    vpc_id = "vpc-0a1b2c3d4e5f60718"
    {%- endif %}
    node_subnet_ids = { eu-west-1a = "subnet-0a00000000000002a", eu-west-1b = "subnet-0a00000000000002b" }
    pod_subnet_ids = { eu-west-1a = "subnet-0a00000000000003a", eu-west-1b = "subnet-0a00000000000003b" }
    node_role_name = "{{ auto.node_role_name }}"
    access = { platform = { principal_arn = "arn:aws:iam::111122223333:role/platform-admin", policy = "AmazonEKSClusterAdminPolicy" } }
  }

  assert {
    condition     = yamldecode(file("../manifests/auto-mode/nodeclass.yaml")).spec.securityGroupSelectorTerms[0].tags["aws:eks:cluster-name"] == aws_eks_cluster.this.name
    error_message = "The NodeClass selects another cluster's group."
  }
  {%- if auto.isolate %}

  assert {
    condition     = yamldecode(file("../manifests/auto-mode/nodeclass.yaml")).spec.podSecurityGroupSelectorTerms[0].tags.Name == aws_security_group.pods.tags.Name
    error_message = "The NodeClass selects another group for pods."
  }
  {%- endif %}

  assert {
    condition     = yamldecode(file("../manifests/auto-mode/nodeclass.yaml")).spec.role == aws_iam_role.node.name
    error_message = "The NodeClass names another role."
  }
}
{%- endif %}
