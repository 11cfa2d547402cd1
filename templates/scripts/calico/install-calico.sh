#!/usr/bin/env bash
# {{ v.made_by }}
#
# Installs or upgrades Calico: custom resource definitions, then the chart; then waits until Calico and every node are
# ready. Running it again changes nothing.
#
# usage: install-calico.sh [--dry-run]
set -euo pipefail

readonly cluster='{{ v.name }}' region='{{ v.region }}'
readonly repository=https://docs.tigera.io/calico/charts version='{% if let Some(c) = v.calico %}{{ c.chart_version }}{% endif %}'
readonly namespace=tigera-operator timeout=10m

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

for tool in aws helm kubectl; do
  command -v "$tool" >/dev/null || die "$tool is not installed"
done

values=$(cd "$(dirname "$0")/../helm/tigera-operator" && pwd)/values.yaml
[[ -r $values ]] || die "$values is missing"

endpoint=$(aws eks describe-cluster --region "$region" --name "$cluster" --query cluster.endpoint --output text)
server=$(kubectl config view --minify --output 'jsonpath={.clusters[0].cluster.server}')
[[ ${server,,} == "${endpoint,,}" ]] ||
  die "kubectl talks to $server, not to cluster $cluster: aws eks update-kubeconfig --region $region --name $cluster"

addon=$(aws eks list-addons --region "$region" --cluster-name "$cluster" --query "addons[?@=='vpc-cni']" --output text)
[[ -z $addon ]] || die "the add-on vpc-cni is installed: two CNIs on a node take its pods from each other"
[[ -z $(kubectl get daemonset aws-node --namespace kube-system --ignore-not-found --output name) ]] ||
  die "aws-node is there: two CNIs on a node take its pods from each other"
[[ -n $(kubectl get nodes --output name) ]] ||
  die "no node has joined yet, and the operator needs one (NotReady will do): wait some minutes after terraform apply"

# In a chart of their own since Calico 3.32. Server-side, because some are too long for kubectl's own notes;
# with force, because the operator has written to them as well.
if "$dry_run"; then
  echo "would apply the custom resource definitions of chart crd.projectcalico.org.v1 $version"
else
  helm template calico-crds crd.projectcalico.org.v1 --repo "$repository" --version "$version" |
    kubectl apply --server-side --force-conflicts --filename -
fi
run helm upgrade calico tigera-operator --repo "$repository" --version "$version" --install \
  --namespace "$namespace" --create-namespace --values "$values" --wait --timeout "$timeout"

for status in calico apiserver; do
  run kubectl wait "tigerastatuses.operator.tigera.io/$status" --for=create --timeout="$timeout"
done
run kubectl wait tigerastatuses.operator.tigera.io --all --for=condition=Available --timeout="$timeout"
run kubectl wait nodes --all --for=condition=Ready --timeout="$timeout"
