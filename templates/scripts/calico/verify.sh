#!/usr/bin/env bash
# {{ v.made_by }}
#
# Says whether Calico runs the pods' network as it should, and if not, what is wrong. Reads only.
set -euo pipefail

{% if let Some(c) = v.calico -%}
readonly cluster='{{ v.name }}' region='{{ v.region }}' input='{{ v.source }}'
readonly pod_cidr='{{ c.cidr }}'
declare -rA max_pods=(
{%- for limit in v.nodes.limits %}
  ['{{ limit.name }}']={{ limit.pods }}
{%- endfor %}
)

failures=0
ok() { echo "ok    $*"; }
fail() {
  echo "FAIL  $*"
  failures=$((failures + 1))
}
die() {
  echo "error: $*" >&2
  exit 2
}

for tool in aws jq kubectl; do
  command -v "$tool" >/dev/null || die "$tool is not installed"
done

endpoint=$(aws eks describe-cluster --region "$region" --name "$cluster" --query cluster.endpoint --output text)
server=$(kubectl config view --minify --output 'jsonpath={.clusters[0].cluster.server}')
[[ ${server,,} == "${endpoint,,}" ]] ||
  die "kubectl talks to $server, not to cluster $cluster: aws eks update-kubeconfig --region $region --name $cluster"

number() { # 10.0.0.1 -> 167772161
  local IFS=. octets
  read -ra octets <<<"$1"
  echo $(((octets[0] << 24) + (octets[1] << 16) + (octets[2] << 8) + octets[3]))
}

in_pod_cidr() {
  local shift=$((32 - ${pod_cidr#*/}))
  (($(number "$1") >> shift == $(number "${pod_cidr%/*}") >> shift))
}

# --- add-ons ---
addons=$(aws eks list-addons --region "$region" --cluster-name "$cluster" --query addons --output text)
if [[ $addons == *vpc-cni* ]]; then
  fail "the add-on vpc-cni is installed: two CNIs on a node take its pods from each other"
elif [[ -n $(kubectl get daemonset aws-node --namespace kube-system --ignore-not-found --output name) ]]; then
  fail "aws-node is there: two CNIs on a node take its pods from each other"
else
  ok "no VPC CNI"
fi
for name in kube-proxy coredns; do
  if [[ $addons != *"$name"* ]]; then
    fail "the add-on $name is missing: apply terraform for kube-proxy, then Calico, then terraform-addons for coredns"
    continue
  fi
  status=$(aws eks describe-addon --region "$region" --cluster-name "$cluster" --addon-name "$name" --query addon.status --output text)
  if [[ $status == ACTIVE ]]; then ok "add-on $name"; else fail "the add-on $name is $status"; fi
done

# --- Calico ---
installation=$(kubectl get installations.operator.tigera.io default --output json 2>/dev/null || true)
if [[ -z $installation ]]; then
  fail "there is no Calico, so no node can become ready: scripts/install-calico.sh"
else
  expect() { # path, value, consequence
    local value
    value=$(jq -r "$1" <<<"$installation")
    if [[ $value == "$2" ]]; then ok "Installation: $1 is $2"; else fail "Installation: $1 is '$value', not '$2': $3"; fi
  }
  expect .spec.kubernetesProvider EKS "the control plane cannot reach Calico's API server"
  expect .spec.cni.type Calico "Calico waits for the VPC CNI to give addresses"
{%- if c.vxlan %}
  expect .spec.calicoNetwork.bgp Disabled "nodes try to tell each other routes that the VPC does not carry"
  {%- else %}
  expect .spec.calicoNetwork.bgp Enabled "IP in IP takes its routes from BGP"
  {%- endif %}

  pools=$(kubectl get ippools.crd.projectcalico.org --output json |
    jq -r '[.items[] | select(.spec.disabled != true) | "\(.spec.cidr) \(.spec.{% if c.vxlan %}vxlanMode{% else %}ipipMode{% endif %}) \(.spec.natOutgoing)"] | join(", ")')
  if [[ $pools == "$pod_cidr Always true" ]]; then
    ok "address pool: $pod_cidr, always {{ c.encapsulation }}, translated to the node's address beyond"
  else
    fail "address pools are '$pools', not '$pod_cidr Always true' (block, {{ c.encapsulation }}, translation)"
  fi

  while IFS=$'\t' read -r name available message; do
    if [[ $available == True ]]; then ok "Calico: $name"; else fail "Calico: $name is not available: $message"; fi
  done < <(kubectl get tigerastatuses.operator.tigera.io --output json | jq -r '.items[] | [
    .metadata.name,
    ([.status.conditions[]? | select(.type == "Available") | .status] | first // "Unknown"),
    ([.status.conditions[]? | select(.type == "Degraded" or .type == "Progressing") | .message | select(. != null and . != "")] | first // "no reason given")
  ] | @tsv')

  read -r wanted ready <<<"$(kubectl get daemonset calico-node --namespace calico-system --ignore-not-found \
    --output 'jsonpath={.status.desiredNumberScheduled} {.status.numberReady}')"
  if [[ -z $wanted ]]; then
    fail "calico-node is missing: kubectl --namespace tigera-operator logs deployment/tigera-operator"
  elif ((ready == wanted)); then
    ok "calico-node: ready on all $wanted nodes"
  else
    fail "calico-node: $ready of $wanted pods ready: kubectl --namespace calico-system logs --selector k8s-app=calico-node --container calico-node"
  fi
fi

# --- nodes ---
while IFS=$'\t' read -r node type pods is_ready pressure; do
  [[ $is_ready == True ]] || fail "node $node is not ready"
  [[ $pressure != True ]] || fail "node $node is short of memory and evicts pods: plan fewer for it, or a larger type"
  if [[ -z ${max_pods[$type]-} ]]; then
    fail "node $node is a $type, which $input does not name: its max-pods was not checked"
  elif ((pods != ${max_pods[$type]})); then
    fail "node $node takes $pods pods, not ${max_pods[$type]}: scripts/cycle-nodes.sh $node"
  else
    ok "node $node: $type, $pods pods at most"
  fi
done < <(kubectl get nodes --output json | jq -r '.items[] | [
  .metadata.name,
  .metadata.labels["node.kubernetes.io/instance-type"] // "unknown type",
  .status.allocatable.pods,
  (.status.conditions[] | select(.type == "Ready") | .status),
  ([.status.conditions[] | select(.type == "MemoryPressure") | .status] | first // "Unknown")
] | @tsv')

# --- pods ---
inside=0
while IFS=$'\t' read -r pod address; do
  if in_pod_cidr "$address"; then
    inside=$((inside + 1))
  else
    fail "pod $pod has $address, which is not of $pod_cidr: it started with another CNI, delete it"
  fi
done < <(kubectl get pods --all-namespaces --field-selector status.phase=Running --output json | jq -r '
  .items[] | select(.spec.hostNetwork != true and .status.podIP != null) | [.metadata.namespace + "/" + .metadata.name, .status.podIP] | @tsv')
ok "$inside pods have addresses of $pod_cidr"

stuck=$(kubectl get events --all-namespaces --field-selector reason=FailedCreatePodSandBox --output json | jq -r '[
  .items[] | .involvedObject.namespace + "/" + .involvedObject.name
] | unique | join(" ")')
[[ -z $stuck ]] || fail "pods without a network in the last hour: $stuck"

# --- what the control plane calls: it has no way to Calico's addresses ---
while IFS=$'\t' read -r caller namespace service; do
  addresses="" unreachable=""
  while read -r address; do
    addresses+=" $address"
    if in_pod_cidr "$address"; then
      unreachable+=" $address"
    fi
  done < <(kubectl get endpointslices --namespace "$namespace" --selector "kubernetes.io/service-name=$service" --output json |
    jq -r '.items[] | select(.addressType == "IPv4") | .endpoints[]?.addresses[]')
  if [[ -z $addresses ]]; then
    fail "$caller: Service $namespace/$service has no pods"
  elif [[ -z $unreachable ]]; then
    ok "$caller: Service $namespace/$service"
  else
    fail "$caller: Service $namespace/$service leads to$unreachable, where the control plane cannot reach it: set hostNetwork: true for its pods"
  fi
done < <({
  kubectl get apiservices --output json |
    jq -r '.items[] | select(.spec.service != null) | ["API " + .metadata.name, .spec.service.namespace, .spec.service.name] | @tsv'
  kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations --output json |
    jq -r '.items[] | .metadata.name as $name | .webhooks[]? | select(.clientConfig.service != null)
      | ["webhook " + $name, .clientConfig.service.namespace, .clientConfig.service.name] | @tsv'
  kubectl get customresourcedefinitions --output json |
    jq -r '.items[] | select(.spec.conversion.webhook.clientConfig.service != null)
      | ["conversion of " + .metadata.name, .spec.conversion.webhook.clientConfig.service.namespace, .spec.conversion.webhook.clientConfig.service.name] | @tsv'
} | sort -u)

if ((failures > 0)); then
  echo "$failures found"
  exit 1
fi
echo "all well"
{%- endif %}
