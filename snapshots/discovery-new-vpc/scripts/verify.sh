#!/usr/bin/env bash
# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra
#
# Says whether pods get their addresses where they should, and if not, what is wrong. Reads only.
# shellcheck disable=SC2016 # values of the input stand in single quotes, so that nothing in them is expanded
set -euo pipefail

readonly cluster='green' region='eu-central-1' input='eksnet.toml'
readonly zones=(
  'eu-central-1a'
  'eu-central-1b'
  'eu-central-1c'
)
declare -rA pod_subnets=(
  ['eu-central-1a']='100.64.0.0/18'
  ['eu-central-1b']='100.64.64.0/18'
  ['eu-central-1c']='100.64.128.0/18'
)
declare -rA max_pods=(
  ['m6i.large']=29 # 3 x (10 - 1) + 2 (M1)
)
readonly least_free=10 # an interface of a m6i.large with all its addresses

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
health=$(aws eks describe-addon --region "$region" --cluster-name "$cluster" --addon-name vpc-cni --output json |
  jq -r '.addon | "\(.status) \([.health.issues[]?.message] | join("; "))"')
if [[ ${health%% *} == ACTIVE ]]; then ok "add-on vpc-cni: ACTIVE"; else fail "add-on vpc-cni: $health"; fi

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
    fail "$1: $2 is '$value', not '$3', and was set by $(owners_of "$1" "$2"): the add-on'\''s configuration is not in force"
  fi
}
custom=$(env_of aws-node AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG)
[[ -z $custom || $custom == false ]] || fail "aws-node: custom networking is on, so it ignores the tags of subnets (S18)"
discovery=$(env_of aws-node ENABLE_SUBNET_DISCOVERY)
[[ $discovery != false ]] || fail "aws-node: ENABLE_SUBNET_DISCOVERY=false, set by $(owners_of aws-node ENABLE_SUBNET_DISCOVERY): it uses no pod subnet"
image=$(jq -r '.spec.template.spec.containers[] | select(.name == "aws-node") | .image' <<<"$daemonset")
minor=$(sed -E 's/.*:v?1\.([0-9]+)\..*/\1/' <<<"$image")
if [[ $minor =~ ^[0-9]+$ ]] && ((minor < 18)); then
  fail "aws-node is $image: it discovers subnets from 1.18 on (S16)"
else
  ok "aws-node: $image"
fi
expect_env aws-node AWS_VPC_K8S_CNI_EXTERNALSNAT 'false'
expect_env aws-node ENABLE_PREFIX_DELEGATION 'false'

read -r wanted ready updated < <(jq -r '.status | "\(.desiredNumberScheduled) \(.numberReady) \(.updatedNumberScheduled // 0)"' <<<"$daemonset")
if ((ready == wanted && updated == wanted)); then
  ok "aws-node: ready on all $wanted nodes"
else
  fail "aws-node: $ready of $wanted pods ready, $updated up to date: kubectl --namespace kube-system logs --selector k8s-app=aws-node --container aws-node"
fi

# EKS adds this variable when a pod is made: a pod older than the role lacks it, and uses the node's.
bare=$(kubectl get pods --namespace kube-system --selector k8s-app=aws-node --output json | jq -r '[
  .items[]
  | select(any(.spec.containers[].env[]?; .name == "AWS_CONTAINER_CREDENTIALS_FULL_URI") | not)
  | .metadata.name
] | join(" ")')
if [[ -z $bare ]]; then
  ok "aws-node: has its role by Pod Identity"
else
  fail "aws-node: no credentials by Pod Identity in $bare: delete these pods, they come back with them"
fi

# --- subnets, and the tags by which aws-node chooses them ---
vpc=$(aws eks describe-cluster --region "$region" --name "$cluster" --query cluster.resourcesVpcConfig.vpcId --output text)
subnets=$(aws ec2 describe-subnets --region "$region" --filters "Name=vpc-id,Values=$vpc" --output json | jq '[
  .Subnets[] | ((.Tags // []) | map({key: .Key, value: .Value}) | from_entries) as $tags | {
    id: .SubnetId, zone: .AvailabilityZone, cidr: .CidrBlock, free: .AvailableIpAddressCount,
    role: ($tags["kubernetes.io/role/cni"] // "-"),
    clusters: [$tags | keys[] | select(startswith("cni.networking.k8s.aws/cluster/")) | ltrimstr("cni.networking.k8s.aws/cluster/")]
  }]')
subnet_ids=()
for zone in "${zones[@]}"; do
  read -r id role free shared < <(jq -r --arg zone "$zone" --arg cidr "${pod_subnets[$zone]}" --arg cluster "$cluster" '
    [.[] | select(.zone == $zone and .cidr == $cidr) | "\(.id) \(.role) \(.free) \(.clusters == [] or (.clusters | index([$cluster])) != null)"] | first // "- - 0 -"' <<<"$subnets")
  if [[ $id == - ]]; then
    fail "there is no subnet ${pod_subnets[$zone]} in $zone of $vpc"
    continue
  fi
  subnet_ids+=("$id")
  if [[ $role == - || $role == 0 ]]; then
    fail "$id (${pod_subnets[$zone]} in $zone) lacks the tag kubernetes.io/role/cni=1: no node uses it (S16)"
  elif [[ $shared != true ]]; then
    fail "$id (${pod_subnets[$zone]} in $zone) is tagged for other clusters only (S17)"
  elif ((free < least_free)); then
    fail "$id (${pod_subnets[$zone]} in $zone) is full: $free addresses are free, a node asks for $least_free"
  else
    ok "$id: ${pod_subnets[$zone]} in $zone, $free addresses free"
  fi
done
while read -r id zone cidr; do
  [[ -z $id ]] || fail "$id ($cidr in $zone) is tagged for pods of any cluster: nodes here use it too, until it bears cni.networking.k8s.aws/cluster/<its cluster> (S17)"
done < <(jq -r --arg ours "${subnet_ids[*]-}" --arg cluster "$cluster" '.[]
  | select(.role != "-" and .role != "0" and (.clusters == [] or (.clusters | index([$cluster])) != null))
  | select(.id as $id | $ours | split(" ") | index([$id]) | not)
  | "\(.id) \(.zone) \(.cidr)"' <<<"$subnets")

# --- nodes ---
declare -A zone_of=()
while IFS=$'\t' read -r node _ zone type pods is_ready; do
  zone_of[$node]=$zone
  [[ $is_ready == True ]] || fail "node $node is not ready"
  [[ -n ${pod_subnets[$zone]-} ]] || fail "node $node is in $zone, which has no pod subnet: its pods take addresses of the node subnet (S16)"
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
  (.status.conditions[] | select(.type == "Ready") | .status)
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
  ok "node $node has pods in the node subnet as well:${outside[$node]}"
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
