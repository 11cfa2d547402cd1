#!/usr/bin/env bash
# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra
#
# Says whether nodes and pods have their IPv6 addresses and a way out, and if not, what is wrong. Reads only.
set -euo pipefail

readonly cluster='edge' region='eu-north-1' input='eksnet.toml'
declare -rA node_subnets=(
  ['eu-north-1a']='10.60.0.0/24'
  ['eu-north-1b']='10.60.1.0/24'
  ['eu-north-1c']='10.60.2.0/24'
)
declare -rA max_pods=(
  ['c6g.xlarge']=110 # the limit for all (M5)
  ['c7g.xlarge']=110 # the limit for all (M5)
  ['m7g.large']=110 # the limit for all (M5)
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

description=$(aws eks describe-cluster --region "$region" --name "$cluster" --output json | jq .cluster)
endpoint=$(jq -r .endpoint <<<"$description")
server=$(kubectl config view --minify --output 'jsonpath={.clusters[0].cluster.server}')
[[ ${server,,} == "${endpoint,,}" ]] ||
  die "kubectl talks to $server, not to cluster $cluster: aws eks update-kubeconfig --region $region --name $cluster"

# --- the network ---
vpc=$(jq -r .resourcesVpcConfig.vpcId <<<"$description")
group=$(jq -r .resourcesVpcConfig.clusterSecurityGroupId <<<"$description")

while IFS=$'\t' read -r zone id cidr ipv6 assigns dns64; do
  [[ -n ${node_subnets[$zone]-} && $cidr == "${node_subnets[$zone]}" ]] || continue
  if [[ $ipv6 == - ]]; then fail "$id in $zone has no IPv6 block: no node can start there (E7)"; else ok "$id in $zone: $ipv6"; fi
  if [[ $assigns != true ]]; then fail "$id in $zone gives new nodes no IPv6 address: EKS cannot start nodes there (S22)"; fi
  if [[ $dns64 == true ]]; then fail "$id in $zone has DNS64 on: IPv4 traffic of pods takes the NAT gateway instead of its node (E11)"; fi
  target=$(aws ec2 describe-route-tables --region "$region" --filters "Name=association.subnet-id,Values=$id" --output json | jq -r '
    [.RouteTables[].Routes[] | select(.DestinationIpv6CidrBlock == "::/0") | .EgressOnlyInternetGatewayId // .GatewayId // "something else"] | first // "nowhere"')
  if [[ $target == eigw-* ]]; then
    ok "$id in $zone: ::/0 by $target"
  else
    fail "$id in $zone sends ::/0 to $target, not to an egress-only gateway"
  fi
done < <(aws ec2 describe-subnets --region "$region" --filters "Name=vpc-id,Values=$vpc" --output json | jq -r '.Subnets[] | [
  .AvailabilityZone, .SubnetId, .CidrBlock,
  ([.Ipv6CidrBlockAssociationSet[]? | select(.Ipv6CidrBlockState.State == "associated") | .Ipv6CidrBlock] | first // "-"),
  .AssignIpv6AddressOnCreation, (.EnableDns64 // false)
] | @tsv')

# EKS makes this group with its rules: everything inside it, and out to everywhere by both families.
missing=$(aws ec2 describe-security-groups --region "$region" --group-ids "$group" --output json | jq -r --arg group "$group" '
  .SecurityGroups[0] as $g
  | [ if any($g.IpPermissions[]; .IpProtocol == "-1" and any(.UserIdGroupPairs[]?; .GroupId == $group)) then empty else "in from itself" end,
      if any($g.IpPermissionsEgress[]; .IpProtocol == "-1" and any(.IpRanges[]?; .CidrIp == "0.0.0.0/0")) then empty else "out to 0.0.0.0/0" end,
      if any($g.IpPermissionsEgress[]; .IpProtocol == "-1" and any(.Ipv6Ranges[]?; .CidrIpv6 == "::/0")) then empty else "out to ::/0" end ]
  | join(", ")')
if [[ -z $missing ]]; then
  ok "$group: in from itself, out by IPv4 and IPv6"
else
  fail "$group has no rule for: $missing. Nodes and pods need it, unless narrower rules of yours stand in for it"
fi

# --- the CNI ---
daemonset=$(kubectl get daemonset aws-node --namespace kube-system --output json)
for container in aws-node aws-vpc-cni-init; do
  value=$(jq -r --arg container "$container" '
    .spec.template.spec | .containers[], .initContainers[] | select(.name == $container) | .env[]? | select(.name == "ENABLE_IPv6") | .value' <<<"$daemonset")
  if [[ $value == true ]]; then
    ok "$container: ENABLE_IPv6=true"
  else
    fail "$container: ENABLE_IPv6 is '$value', not 'true': EKS sets it in an IPv6 cluster, and somebody has changed it since (C43)"
  fi
done

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

# --- nodes ---
while IFS=$'\t' read -r node zone type pods is_ready address; do
  [[ $is_ready == True ]] || fail "node $node is not ready"
  [[ $address == *:* ]] || fail "node $node registered with $address: a self-managed node needs the IPv6 service block as cluster.cidr in its NodeConfig (M16)"
  if [[ -z ${max_pods[$type]-} ]]; then
    fail "node $node is a $type, which $input does not name: its max-pods was not checked"
  elif ((pods != ${max_pods[$type]})); then
    fail "node $node takes $pods pods, not ${max_pods[$type]}: its limit comes from IPv4 addresses, which pods do not use here (M1)"
  else
    ok "node $node: $zone, $type, $address, $pods pods at most"
  fi
done < <(kubectl get nodes --output json | jq -r '.items[] | [
  .metadata.name,
  .metadata.labels["topology.kubernetes.io/zone"] // "no zone",
  .metadata.labels["node.kubernetes.io/instance-type"] // "unknown type",
  .status.allocatable.pods,
  (.status.conditions[] | select(.type == "Ready") | .status),
  ([.status.addresses[] | select(.type == "InternalIP") | .address] | first // "no address")
] | @tsv')

# --- pods ---
read -r inside outside < <(kubectl get pods --all-namespaces --field-selector status.phase=Running --output json | jq -r '
  [.items[] | select(.spec.hostNetwork != true and .status.podIP != null) | .status.podIP | contains(":")]
  | "\(map(select(.)) | length) \(map(select(not)) | length)"')
ok "$inside pods have IPv6 addresses"
((outside == 0)) || fail "$outside pods have IPv4 addresses only: another CNI runs here"

stuck=$(kubectl get events --all-namespaces --field-selector reason=FailedCreatePodSandBox --output json | jq -r '[
  .items[] | select(.message | test("failed to assign an IP address")) | .involvedObject.namespace + "/" + .involvedObject.name
] | unique | join(" ")')
[[ -z $stuck ]] || fail "pods without an address in the last hour: $stuck. Does the CNI's role allow ec2:AssignIpv6Addresses (E10)?"

if ((failures > 0)); then
  echo "$failures found"
  exit 1
fi
echo "all well"
