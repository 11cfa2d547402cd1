# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

terraform {
  backend "s3" {
    bucket       = "batch-terraform-state"
    key          = "eks/network.tfstate"
    region       = "eu-central-1"
    use_lockfile = true
  }
}
