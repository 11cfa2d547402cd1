#!/usr/bin/env bash
# {{ v.made_by }}
#
# Says whether the CNI's settings are in force, what each node holds, and how much room is left. Reads only.
set -euo pipefail

readonly cluster='{{ v.name }}' region='{{ v.region }}' input='{{ v.source }}'
readonly node_cost={{ v.scripts.node_cost }} # {{ v.scripts.node_cost_reason }}
declare -rA node_subnets=(
{%- for zone in v.scripts.node_zones %}
  ['{{ zone.name }}']='{{ zone.cidr }}'
{%- endfor %}
)
declare -rA max_pods=(
{%- for limit in v.nodes.limits %}
  ['{{ limit.name }}']={{ limit.pods }} # {{ limit.reason }}
{%- endfor %}
)
{%- if let Some(use_) = v.address_use %}
# {% if use_.prefixes %}Prefixes{% else %}Addresses{% endif %} that {% if use_.uses_slots() %}an interface, and {% endif %}a whole node{% if use_.uses_slots() %},{% endif %} can hold for pods.
{%- if use_.uses_slots() %}
declare -rA slots_each=(
{%- for kind in use_.slots %}
  ['{{ kind.name }}']={{ kind.each }}
{%- endfor %}
)
{%- endif %}
declare -rA slots_most=(
{%- for kind in use_.slots %}
  ['{{ kind.name }}']={{ kind.most }}
{%- endfor %}
)
{%- endif %}

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

description=$(aws eks describe-cluster --region "$region" --name "$cluster" --output json | jq .cluster)
endpoint=$(jq -r .endpoint <<<"$description")
server=$(kubectl config view --minify --output 'jsonpath={.clusters[0].cluster.server}')
[[ ${server,,} == "${endpoint,,}" ]] ||
  die "kubectl talks to $server, not to cluster $cluster: aws eks update-kubeconfig --region $region --name $cluster"

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
    fail "$1: $2 is '$value', not '$3', and was set by $(owners_of "$1" "$2"): {{ v.scripts.env_remedy }}"
  fi
}
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

# --- the node subnets ---
vpc=$(jq -r .resourcesVpcConfig.vpcId <<<"$description")
found=$(aws ec2 describe-subnets --region "$region" --filters "Name=vpc-id,Values=$vpc" --output json)
subnet_ids=()
for zone in "${!node_subnets[@]}"; do
  read -r id free < <(jq -r --arg zone "$zone" --arg cidr "${node_subnets[$zone]}" '
    [.Subnets[] | select(.AvailabilityZone == $zone and .CidrBlock == $cidr) | "\(.SubnetId) \(.AvailableIpAddressCount)"] | first // "- 0"' <<<"$found")
  if [[ $id == - ]]; then
    fail "there is no subnet ${node_subnets[$zone]} in $zone of $vpc"
    continue
  fi
  subnet_ids+=("$id")
  if ((free >= node_cost)); then
    ok "$id in $zone: $free addresses free, for $((free / node_cost)) more nodes"
  else
    fail "$id in $zone: $free addresses free, a node takes $node_cost"
  fi
done

{%- if let Some(use_) = v.address_use %}

# --- nodes: what they hold for pods, and an address for each interface ---
filter=$(IFS=, && echo "${subnet_ids[*]:-none}")
interfaces=$(aws ec2 describe-network-interfaces --region "$region" --filters "Name=subnet-id,Values=$filter" --output json)
held=$(jq '
  [.NetworkInterfaces[] | select(.Attachment.InstanceId != null)]
  | group_by(.Attachment.InstanceId)
  | map({key: .[0].Attachment.InstanceId, value: {interfaces: length, held: ([.[].{% if use_.prefixes %}Ipv4Prefixes[]?{% else %}PrivateIpAddresses[] | select(.Primary | not){% endif %}] | length)}})
  | from_entries' <<<"$interfaces")
pods_on=$(kubectl get pods --all-namespaces --output json | jq '
  [.items[] | select(.spec.hostNetwork != true and .status.podIP != null and (.status.phase == "Running" or .status.phase == "Pending"))]
  | group_by(.spec.nodeName) | map({key: .[0].spec.nodeName, value: length}) | from_entries')
while IFS=$'\t' read -r node instance type limit is_ready; do
  [[ $is_ready == True ]] || fail "node $node is not ready"
  if [[ -z ${max_pods[$type]-} ]]; then
    fail "node $node is a $type, which $input does not name: what it holds was not checked"
    continue
  elif ((limit > ${max_pods[$type]})); then
    fail "node $node takes $limit pods, but a $type has addresses for ${max_pods[$type]}: the rest would hang in ContainerCreating"
  fi
  pods=$(jq --arg node "$node" '.[$node] // 0' <<<"$pods_on")
  read -r count slots_held < <(jq -r --arg instance "$instance" '.[$instance] // {interfaces: 0, held: 0} | "\(.interfaces) \(.held)"' <<<"$held")
  {%- if use_.uses_slots() %}
  slots=${slots_each[$type]}
  {%- endif %}
  expected=$(({{ use_.expected }}))
  ((expected <= ${slots_most[$type]})) || expected=${slots_most[$type]}
  if ((slots_held <= expected)); then
    ok "node $node: $pods pods, holds $slots_held {% if use_.prefixes %}prefixes{% else %}addresses{% endif %} on $count interfaces"
  else
    fail "node $node: $pods pods, holds $slots_held {% if use_.prefixes %}prefixes{% else %}addresses{% endif %} on $count interfaces, not $expected. It gives surplus back every 30 seconds: run this again in some minutes"
  fi
done < <(kubectl get nodes --output json | jq -r '.items[] | [
  .metadata.name,
  (.spec.providerID // "" | split("/") | last // "-"),
  .metadata.labels["node.kubernetes.io/instance-type"] // "unknown type",
  .status.allocatable.pods,
  (.status.conditions[] | select(.type == "Ready") | .status)
] | @tsv')
{%- if use_.prefixes %}

# --- whole prefixes: 16 neighbouring addresses, of which nothing holds one (S24) ---
for zone in "${!node_subnets[@]}"; do
  whole=$(jq -r --arg cidr "${node_subnets[$zone]}" --argjson subnets "$found" '
    def number: split(".") | map(tonumber) | .[0] * 16777216 + .[1] * 65536 + .[2] * 256 + .[3];
    ($cidr | split("/")) as [$base, $length]
    | ($subnets.Subnets | map(select(.CidrBlock == $cidr)) | first.SubnetId) as $id
    | [.NetworkInterfaces[] | select(.SubnetId == $id)
        | ((.PrivateIpAddresses[]?.PrivateIpAddress), (.Ipv4Prefixes[]?.Ipv4Prefix | split("/")[0])) | number / 16 | floor] | unique as $taken
    | ([range(0; pow(2; 28 - ($length | tonumber)) - 2)] | map(. + 1 + (($base | number) / 16 | floor))) - $taken | length' <<<"$interfaces")
  if ((whole > 0)); then
    ok "${node_subnets[$zone]} in $zone: $whole whole prefixes free"
  else
    fail "${node_subnets[$zone]} in $zone: no whole prefix is free, whatever the number of free addresses (S24)"
  fi
done
{%- endif %}
{%- endif %}

stuck=$(kubectl get events --all-namespaces --field-selector reason=FailedCreatePodSandBox --output json | jq -r '[
  .items[] | select(.message | test("failed to assign an IP address")) | .involvedObject.namespace + "/" + .involvedObject.name
] | unique | join(" ")')
[[ -z $stuck ]] || fail "pods without an address in the last hour: $stuck"

if ((failures > 0)); then
  echo "$failures found"
  exit 1
fi
echo "all well"
