# {{ v.made_by }}

# A root of its own, because CoreDNS becomes active only on nodes that are ready, and only Calico makes them so: in one
# apply with the nodes it would wait for something that comes after that apply.
locals {
  name = "{{ v.name }}"
  region = "{{ v.region }}"
  {%- if let Some(id) = v.account_id %}
  account_id = "{{ id }}"
  {%- endif %}

  {% if v.tags.is_empty() -%}
  tags = merge(var.tags, { Cluster = local.name })
  {%- else -%}
  tags = merge(
    {
      {%- for tag in v.tags %}
      {{ tag.key }} = "{{ tag.value }}"
      {%- endfor %}
    },
    var.tags,
    { Cluster = local.name },
  )
  {%- endif %}
}

module "addons" {
  source = "./modules/addons"

  cluster_name = local.name
  versions     = { coredns = {% if let Some(version) = v.nodes.coredns_version %}"{{ version }}"{% else %}null{% endif %} }
}
