# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

provider "aws" {
  region = local.region
}

# Needs the Kubernetes API at every plan: from where Terraform runs, the cluster's endpoint must answer.
provider "helm" {
  kubernetes = {
    host                   = data.aws_eks_cluster.this.endpoint
    cluster_ca_certificate = base64decode(data.aws_eks_cluster.this.certificate_authority[0].data)

    exec = {
      api_version = "client.authentication.k8s.io/v1beta1"
      command     = "aws"
      args        = ["eks", "get-token", "--region", local.region, "--cluster-name", local.name]
    }
  }
}
