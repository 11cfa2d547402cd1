#!/usr/bin/env bash
# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra
#
# Hands the aws-node that EKS installed to the Helm release aws-vpc-cni. Only labels and annotations change: no pod
# restarts, and running it again changes nothing.
#
# usage: adopt-vpc-cni.sh [--dry-run]
set -euo pipefail

readonly cluster='stock' region='eu-west-1'
readonly release=aws-vpc-cni namespace=kube-system
readonly objects=(
  daemonset/aws-node
  serviceaccount/aws-node
  configmap/amazon-vpc-cni
  clusterrole/aws-node
  clusterrolebinding/aws-node
  'eniconfigs.crd.k8s.amazonaws.com/eu-west-1a'
  'eniconfigs.crd.k8s.amazonaws.com/eu-west-1b'
)

die() {
  echo "error: $*" >&2
  exit 1
}

dry_run=false
case "${1-}" in
  "") ;;
  --dry-run) dry_run=true ;;
  *) die "usage: $0 [--dry-run]" ;;
esac

run() {
  if "$dry_run"; then
    echo "would run: $*"
  else
    "$@"
  fi
}

for tool in aws kubectl; do
  command -v "$tool" >/dev/null || die "$tool is not installed"
done

endpoint=$(aws eks describe-cluster --region "$region" --name "$cluster" --query cluster.endpoint --output text)
server=$(kubectl config view --minify --output 'jsonpath={.clusters[0].cluster.server}')
[[ ${server,,} == "${endpoint,,}" ]] ||
  die "kubectl talks to $server, not to cluster $cluster: aws eks update-kubeconfig --region $region --name $cluster"

addon=$(aws eks list-addons --region "$region" --cluster-name "$cluster" --query "addons[?@=='vpc-cni']" --output text)
[[ -z $addon ]] ||
  die "EKS manages vpc-cni here and would undo Helm's changes (C40). First: aws eks delete-addon --region $region --cluster-name $cluster --addon-name vpc-cni --preserve"

get() {
  kubectl get "$1" --namespace "$namespace" --ignore-not-found --output "jsonpath=$2"
}

[[ -n $(get daemonset/aws-node '{.metadata.name}') ]] || die "there is no aws-node to adopt: helm can install it as it is"

# Look at every owner before changing any.
for object in "${objects[@]}"; do
  owner=$(get "$object" '{.metadata.annotations.meta\.helm\.sh/release-name}')
  [[ -z $owner || $owner == "$release" ]] || die "$object belongs to Helm release $owner"
done

for object in "${objects[@]}"; do
  if [[ -z $(get "$object" '{.metadata.name}') ]]; then
    echo "absent: $object"
    continue
  fi
  marks=$(
    get "$object" '{.metadata.annotations.meta\.helm\.sh/release-name} '
    get "$object" '{.metadata.annotations.meta\.helm\.sh/release-namespace} '
    get "$object" '{.metadata.labels.app\.kubernetes\.io/managed-by}'
  )
  if [[ $marks == "$release $namespace Helm" ]]; then
    echo "adopted: $object"
    continue
  fi
  run kubectl annotate "$object" --namespace "$namespace" --overwrite \
    "meta.helm.sh/release-name=$release" "meta.helm.sh/release-namespace=$namespace"
  run kubectl label "$object" --namespace "$namespace" --overwrite app.kubernetes.io/managed-by=Helm
done

role=$(get serviceaccount/aws-node '{.metadata.annotations.eks\.amazonaws\.com/role-arn}')
[[ -z $role ]] ||
  echo "note: aws-node uses the role $role. Keep it in a values file of your own: serviceAccount.annotations.\"eks.amazonaws.com/role-arn\""
