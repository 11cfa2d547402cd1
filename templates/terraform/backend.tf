# {{ v.made_by }}

terraform {
  backend "s3" {
    {%- for setting in v.backend %}
    {{ setting.key }} = {{ setting.value }}
    {%- endfor %}
  }
}
