#!/usr/bin/env bash
# {{ v.made_by }}
#
# Says whether pods get their addresses where they should, and if not, what is wrong. Reads only.
# shellcheck disable=SC2016 # values of the input stand in single quotes, so that nothing in them is expanded
set -euo pipefail

readonly cluster='{{ v.name }}' region='{{ v.region }}' input='{{ v.source }}'
{%- for zone in v.scripts.zones %}
{%- if loop.first %}
readonly zones=(
{%- endif %}
  '{{ zone.name }}'
{%- if loop.last %}
)
{%- endif %}
{%- endfor %}
{%- for zone in v.scripts.zones %}
{%- if loop.first %}
declare -rA pod_subnets=(
{%- endif %}
  ['{{ zone.name }}']='{{ zone.pod_cidr }}'
{%- if loop.last %}
)
{%- endif %}
{%- endfor %}
declare -rA max_pods=(
{%- for limit in v.nodes.limits %}
  ['{{ limit.name }}']={{ limit.pods }} # {{ limit.reason }}
{%- endfor %}
)
readonly least_free={{ v.scripts.least_free }} # {{ v.scripts.least_free_reason }}

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

inside() { # ADDRESS BLOCK
  local shift=$((32 - ${2#*/}))
  (($(number "$1") >> shift == $(number "${2%/*}") >> shift))
}

# --- the CNI ---
{%- if v.cni.addon() %}
health=$(aws eks describe-addon --region "$region" --cluster-name "$cluster" --addon-name vpc-cni --output json |
  jq -r '.addon | "\(.status) \([.health.issues[]?.message] | join("; "))"')
if [[ ${health%% *} == ACTIVE ]]; then ok "add-on vpc-cni: ACTIVE"; else fail "add-on vpc-cni: $health"; fi
{% endif %}
daemonset=$(kubectl get daemonset aws-node --namespace kube-system --show-managed-fields --output json)
env_of() { # CONTAINER NAME
  jq -r --arg container "$1" --arg name "$2" '.spec.template.spec
    | [.containers[], .initContainers[]?][]
    | select(.name == $container)
    | .env[]? | select(.name == $name) | .value // empty' <<<"$daemonset"
}
owners_of() { # CONTAINER NAME
  jq -r --arg container "k:{\"name\":\"$1\"}" --arg key "k:{\"name\":\"$2\"}" '[
    .metadata.managedFields[]?
    | select((.fieldsV1["f:spec"]["f:template"]["f:spec"] | (.["f:containers"][$container], .["f:initContainers"][$container]) | .["f:env"][$key]?) != null)
    | .manager
  ] | unique | if . == [] then "nobody" else join(" and ") end' <<<"$daemonset"
}
expect_env() { # CONTAINER NAME VALUE
  local value
  value=$(env_of "$1" "$2")
  if [[ $value == "$3" ]]; then
    ok "$1: $2=$3"
  else
    fail "$1: $2 is '$value', not '$3', and was set by $(owners_of "$1" "$2"): {{ v.scripts.env_remedy }}"
  fi
}
expect_env aws-node AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG true
expect_env aws-node ENI_CONFIG_LABEL_DEF topology.kubernetes.io/zone
{%- for setting in v.cni.all_env %}
expect_env aws-node {{ setting.key }} '{{ setting.value }}'
{%- endfor %}
{%- for setting in v.cni.all_init_env %}
expect_env aws-vpc-cni-init {{ setting.key }} '{{ setting.value }}'
{%- endfor %}

read -r wanted ready updated < <(jq -r '.status | "\(.desiredNumberScheduled) \(.numberReady) \(.updatedNumberScheduled // 0)"' <<<"$daemonset")
if ((ready == wanted && updated == wanted)); then
  ok "aws-node: ready on all $wanted nodes"
else
  fail "aws-node: $ready of $wanted pods ready, $updated up to date: kubectl --namespace kube-system logs --selector k8s-app=aws-node --container aws-node"
fi
{%- if v.scripts.role_variable.is_some() %}

# EKS adds this variable when a pod is made: a pod older than the role lacks it, and uses the node's.
bare=$(kubectl get pods --namespace kube-system --selector k8s-app=aws-node --output json | jq -r '[
  .items[]
  | select(any(.spec.containers[].env[]?; .name == "{{ v.scripts.role_variable.as_deref().unwrap_or_default() }}") | not)
  | .metadata.name
] | join(" ")')
if [[ -z $bare ]]; then
  ok "aws-node: has its role by {{ v.scripts.role_by }}"
else
  fail "aws-node: no credentials by {{ v.scripts.role_by }} in $bare: delete these pods, they come back with them"
fi
{%- endif %}

# --- ENIConfigs and their subnets ---
subnet_ids=()
for zone in "${zones[@]}"; do
  id=$(kubectl get eniconfigs.crd.k8s.amazonaws.com "$zone" --ignore-not-found --output 'jsonpath={.spec.subnet}')
  if [[ -z $id ]]; then
    fail "ENIConfig $zone is missing: no node in $zone can start a pod"
    continue
  fi
  found=$(aws ec2 describe-subnets --region "$region" --filters "Name=subnet-id,Values=$id" \
    --query 'Subnets[0].[AvailabilityZone,CidrBlock,AvailableIpAddressCount]' --output text | tr '\t' ' ')
  free=${found##* }
  if [[ ${found% *} != "$zone ${pod_subnets[$zone]}" ]]; then
    fail "ENIConfig $zone names $id, which is '${found% *}', not '$zone ${pod_subnets[$zone]}'"
    continue
  fi
  subnet_ids+=("$id")
  if ((free < least_free)); then
    fail "$id (${pod_subnets[$zone]} in $zone) is full: $free addresses are free, a node asks for $least_free"
  else
    ok "ENIConfig $zone: $id, ${pod_subnets[$zone]}, $free addresses free"
  fi
done
while read -r name; do
  [[ -z $name || -n ${pod_subnets[$name]-} ]] ||
    fail "ENIConfig $name is no zone of this cluster: nodes look for the full name of theirs, such as ${zones[0]}, and never find it (C23)"
done < <(kubectl get eniconfigs.crd.k8s.amazonaws.com --output json | jq -r '.items[].metadata.name')

# --- nodes ---
attached=" "
if ((${#subnet_ids[@]} > 0)); then
  filter=$(IFS=, && echo "${subnet_ids[*]}")
  attached=" $(aws ec2 describe-network-interfaces --region "$region" --filters "Name=subnet-id,Values=$filter" \
    --query 'NetworkInterfaces[].Attachment.InstanceId' --output text | tr '\t\n' '  ') "
fi
declare -A zone_of=()
while IFS=$'\t' read -r node instance zone type pods is_ready overridden; do
  zone_of[$node]=$zone
  [[ $is_ready == True ]] || fail "node $node is not ready"
  [[ -n ${pod_subnets[$zone]-} ]] || fail "node $node is in $zone, which has no pod subnet: it can start no pod (S20)"
  [[ $overridden == - ]] || fail "node $node has $overridden, which silently beats its zone (C22)"
  [[ $attached == *" $instance "* ]] ||
    fail "node $node has no network interface in a pod subnet: it joined before the switch, or its ENIConfig is wrong. scripts/cycle-nodes.sh $node"
  if [[ -z ${max_pods[$type]-} ]]; then
    fail "node $node is a $type, which $input does not name: its max-pods was not checked"
  elif ((pods > ${max_pods[$type]})); then
    fail "node $node takes $pods pods, but a $type has addresses for ${max_pods[$type]}: the rest would hang in ContainerCreating (M11)"
  else
    ok "node $node: $zone, $type, $pods pods at most"
  fi
done < <(kubectl get nodes --output json | jq -r '.items[] | [
  .metadata.name,
  (.spec.providerID // "" | split("/") | last // "-"),
  .metadata.labels["topology.kubernetes.io/zone"] // "no zone",
  .metadata.labels["node.kubernetes.io/instance-type"] // "unknown type",
  .status.allocatable.pods,
  (.status.conditions[] | select(.type == "Ready") | .status),
  ((.metadata.labels["vpc.amazonaws.com/externalEniConfig"] // empty | "the label vpc.amazonaws.com/externalEniConfig=" + .)
    // (.metadata.annotations["k8s.amazonaws.com/eniConfig"] // empty | "the annotation k8s.amazonaws.com/eniConfig=" + .)
    // "-")
] | @tsv')

# --- pods ---
count=0
declare -A outside=()
while IFS=$'\t' read -r node address; do
  block=${pod_subnets[${zone_of[$node]-}]-}
  if [[ -n $block ]] && inside "$address" "$block"; then
    count=$((count + 1))
  else
    outside[$node]+=" $address"
  fi
done < <(kubectl get pods --all-namespaces --field-selector status.phase=Running --output json | jq -r '
  .items[] | select(.spec.hostNetwork != true and .status.podIP != null) | [.spec.nodeName, .status.podIP] | @tsv')
ok "$count pods have addresses of their zone's pod subnet"
for node in "${!outside[@]}"; do
  fail "node $node runs pods outside ${pod_subnets[${zone_of[$node]-}]:-any pod subnet}:${outside[$node]}. scripts/cycle-nodes.sh $node"
done

stuck=$(kubectl get events --all-namespaces --field-selector reason=FailedCreatePodSandBox --output json | jq -r '[
  .items[] | select(.message | test("failed to assign an IP address")) | .involvedObject.namespace + "/" + .involvedObject.name
] | unique | join(" ")')
[[ -z $stuck ]] || fail "pods without an address in the last hour: $stuck"

if ((failures > 0)); then
  echo "$failures found"
  exit 1
fi
echo "all well"
