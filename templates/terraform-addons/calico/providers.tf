# {{ v.made_by }}

provider "aws" {
  region = local.region
  {%- if v.account_id.is_some() %}

  allowed_account_ids = [local.account_id]
  {%- endif %}

  default_tags {
    tags = local.tags
  }
}
