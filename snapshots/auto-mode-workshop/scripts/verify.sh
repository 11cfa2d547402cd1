#!/usr/bin/env bash
# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra
#
# Says whether nodes and pods have their addresses and security groups where they should, and if not, what is wrong. Reads only.
set -euo pipefail

readonly cluster='demo-cluster' region='us-west-2'
readonly node_role='demo-cluster-us-west-2-node' node_class='pod-subnets'
readonly node_pools=('advanced-networking')
readonly pod_cidrs=('100.64.0.0/16')
readonly zones=('us-west-2a' 'us-west-2b' 'us-west-2c')
declare -rA node_subnets=(
  ['us-west-2a']='192.168.0.0/19'
  ['us-west-2b']='192.168.32.0/19'
  ['us-west-2c']='192.168.64.0/19'
)
declare -rA pod_subnets=(
  ['us-west-2a']='100.64.0.0/19'
  ['us-west-2b']='100.64.32.0/19'
  ['us-west-2c']='100.64.64.0/19'
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

description=$(aws eks describe-cluster --region "$region" --name "$cluster" --query cluster --output json)
endpoint=$(jq -r .endpoint <<<"$description")
server=$(kubectl config view --minify --output 'jsonpath={.clusters[0].cluster.server}')
[[ ${server,,} == "${endpoint,,}" ]] ||
  die "kubectl talks to $server, not to cluster $cluster: aws eks update-kubeconfig --region $region --name $cluster"

number() { # 10.0.0.1 -> 167772161
  local IFS=. octets
  read -ra octets <<<"$1"
  echo $(((octets[0] << 24) + (octets[1] << 16) + (octets[2] << 8) + octets[3]))
}

in_cidr() { # 10.0.0.1 10.0.0.0/8
  local shift=$((32 - ${2#*/}))
  (($(number "$1") >> shift == $(number "${2%/*}") >> shift))
}

in_pod_cidrs() {
  local cidr
  for cidr in "${pod_cidrs[@]}"; do
    if in_cidr "$1" "$cidr"; then
      return 0
    fi
  done
  return 1
}

# Why a NodeClass, NodePool or NodeClaim is not ready; nothing when it is.
readonly complaints='def complaints:
  if any(.status.conditions[]?; .type == "Ready" and .status == "True") then ""
  elif (.status.conditions // []) == [] then "nobody has looked at it yet"
  else [.status.conditions[] | select(.status != "True") | .type + ": " + ((.message | select(. != "")) // .reason)] | join("; ") end;'

# --- the cluster ---
if [[ $(jq -r '.computeConfig.enabled // false' <<<"$description") == true ]]; then
  ok "Auto Mode is on"
else
  fail "Auto Mode is off: terraform apply"
fi

builtin=$(jq -r '.computeConfig.nodePools // [] | join(" ")' <<<"$description")
if [[ -z $builtin ]]; then
  ok "EKS's own node pools are off"
else
  fail "EKS's own node pools are on ($builtin): their pods are in the node subnets (A8)"
fi

role_arn=$(aws eks list-access-entries --region "$region" --cluster-name "$cluster" \
  --query "accessEntries[?ends_with(@, ':role/$node_role')]" --output text)
policies=
[[ -z $role_arn ]] || policies=$(aws eks list-associated-access-policies --region "$region" --cluster-name "$cluster" \
  --principal-arn "$role_arn" --query 'associatedAccessPolicies[].policyArn' --output text)
if [[ $policies == *:cluster-access-policy/AmazonEKSAutoNodePolicy* ]]; then
  ok "role $node_role may join"
else
  fail "role $node_role has no access entry with AmazonEKSAutoNodePolicy: its nodes start but never join (A7)"
fi

pod_group=$(jq -r .resourcesVpcConfig.clusterSecurityGroupId <<<"$description") # pods share it with the nodes

# --- subnets, by the names that the NodeClass selects ---
pod_subnet_ids=()
check_subnet() { # ROLE ZONE CIDR
  local name=$cluster-$1-$2 filter found
  filter="Name=tag:Name,Values=$name"
  found=$(aws ec2 describe-subnets --region "$region" --filters "$filter" \
    --query 'Subnets[].[SubnetId,AvailabilityZone,CidrBlock]' --output text | tr '\t' ' ')
  if [[ $found =~ ^(subnet-[0-9a-z]+)" $2 $3"$ ]]; then
    ok "subnet $name: ${BASH_REMATCH[1]}, $3"
    [[ $1 != pod ]] || pod_subnet_ids+=("${BASH_REMATCH[1]}")
  else
    fail "subnet $name is '${found//$'\n'/, }', not one subnet in $2 with $3"
  fi
}
for zone in "${zones[@]}"; do
  check_subnet node "$zone" "${node_subnets[$zone]}"
  check_subnet pod "$zone" "${pod_subnets[$zone]}"
done

# --- NodeClass, NodePools, network policies ---
class=$(kubectl get nodeclasses.eks.amazonaws.com "$node_class" --ignore-not-found --output json)
if [[ -z $class ]]; then
  fail "NodeClass $node_class is missing: kubectl apply --filename manifests/auto-mode"
elif [[ $(jq '.spec | has("podSubnetSelectorTerms") and has("podSecurityGroupSelectorTerms")' <<<"$class") != true ]]; then
  fail "NodeClass $node_class selects nothing for pods: they stay in the node subnets"
else
  why=$(jq -r "$complaints complaints" <<<"$class")
  if [[ -z $why ]]; then ok "NodeClass $node_class is ready"; else fail "NodeClass $node_class is not ready: $why"; fi
fi

pools=$(kubectl get nodepools.karpenter.sh --output json)
for pool in "${node_pools[@]}"; do
  found=$(jq -c --arg name "$pool" '.items[] | select(.metadata.name == $name)' <<<"$pools")
  if [[ -z $found ]]; then
    fail "NodePool $pool is missing: kubectl apply --filename manifests/auto-mode"
    continue
  fi
  why=$(jq -r "$complaints complaints" <<<"$found")
  if [[ -z $why ]]; then ok "NodePool $pool is ready"; else fail "NodePool $pool is not ready: $why"; fi
done
while IFS=$'\t' read -r pool other; do
  fail "NodePool $pool uses NodeClass $other: its pods are not in the pod subnets"
done < <(jq -r --arg class "$node_class" '.items[]
  | [.metadata.name, .spec.template.spec.nodeClassRef.name] | select(.[1] != $class) | @tsv' <<<"$pools")

# --- nodes ---
while IFS=$'\t' read -r claim why; do
  fail "NodeClaim $claim is not ready: $why"
done < <(kubectl get nodeclaims.karpenter.sh --output json |
  jq -r "$complaints"' .items[] | [.metadata.name, complaints] | select(.[1] != "") | @tsv')

while IFS=$'\t' read -r node zone its_class pods is_ready address; do
  if [[ $its_class != "$node_class" ]]; then
    fail "node $node is of $its_class, not of $node_class: its pods are not in the pod subnets"
  elif [[ $is_ready != True ]]; then
    fail "node $node is not ready: kubectl describe node $node"
  elif [[ -z ${pod_subnets[$zone]-} ]]; then
    fail "node $node is in $zone, which has no pod subnet: its pods get no address (A4)"
  elif ! in_cidr "$address" "${node_subnets[$zone]}"; then
    fail "node $node has the address $address, not one of ${node_subnets[$zone]}"
  else
    ok "node $node: $zone, $address, $pods pods at most"
  fi
done < <(kubectl get nodes --output json | jq -r '.items[] | [
  .metadata.name,
  .metadata.labels["topology.kubernetes.io/zone"] // "no zone",
  .metadata.labels["eks.amazonaws.com/nodeclass"] // "no NodeClass",
  .status.allocatable.pods,
  (.status.conditions[] | select(.type == "Ready") | .status),
  ([.status.addresses[] | select(.type == "InternalIP") | .address][0] // "0.0.0.0")
] | @tsv')

# --- network interfaces ---
if ((${#pod_subnet_ids[@]} > 0)) && [[ -n $pod_group ]]; then
  inside=0
  while read -r interface groups; do
    if [[ -z $interface ]]; then
      continue
    elif [[ $groups == "$pod_group" ]]; then
      inside=$((inside + 1))
    else
      fail "$interface is in a pod subnet with $groups, not with $pod_group alone"
    fi
  done < <(aws ec2 describe-network-interfaces --region "$region" \
    --filters "Name=subnet-id,Values=$(IFS=,; echo "${pod_subnet_ids[*]}")" \
    --query "NetworkInterfaces[].[NetworkInterfaceId,join(',',sort(Groups[].GroupId))]" --output text)
  ok "$inside network interfaces in the pod subnets have $pod_group"
fi

# --- pods ---
inside=0
declare -A outside=()
while IFS=$'\t' read -r node address; do
  if in_pod_cidrs "$address"; then
    inside=$((inside + 1))
  else
    outside[$node]=$((${outside[$node]:-0} + 1))
  fi
done < <(kubectl get pods --all-namespaces --field-selector status.phase=Running --output json | jq -r '
  .items[] | select(.spec.hostNetwork != true and .status.podIP != null) | [.spec.nodeName, .status.podIP] | @tsv')
ok "$inside pods have addresses of ${pod_cidrs[*]}"
for node in "${!outside[@]}"; do
  fail "node $node still runs ${outside[$node]} pods outside ${pod_cidrs[*]}: EKS should be replacing it, see kubectl describe node $node"
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
