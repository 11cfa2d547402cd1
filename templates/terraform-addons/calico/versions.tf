# {{ v.made_by }}

terraform {
  required_version = "{{ v.required_version }}"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.28"
    }
  }
}
