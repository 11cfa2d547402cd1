# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

provider "aws" {
  region = local.region

  allowed_account_ids = [local.account_id]

  default_tags {
    tags = local.tags
  }
}
