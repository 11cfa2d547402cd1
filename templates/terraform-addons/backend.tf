# {{ v.made_by }}

terraform {
  backend "s3" {
    {%- for setting in v.addons_backend %}
    {{ setting.key }} = {{ setting.value }}
    {%- endfor %}
  }
}
