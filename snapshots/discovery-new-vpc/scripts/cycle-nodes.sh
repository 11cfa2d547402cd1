#!/usr/bin/env bash
# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra
#
# Replaces nodes one by one: asks, starts one node more, waits until it is ready, cordons, drains, terminates the old one.
# Interfaces that a node has already stay where they are: only a new one follows the tags throughout (P19).
# Stop it at any time; run it again to go on: what it began is noted on the node.
#
# usage: cycle-nodes.sh [--dry-run] [--no-surge] [NODE...]
#   without NODE: every node that its group would no longer launch like this
#   --no-surge    start no node beforehand: for a group that is at its maximum
set -euo pipefail

readonly cluster='green' region='eu-central-1' input='eksnet.toml'
readonly drain_timeout=15m ready_timeout=900
readonly note=eksnet/surge # annotation on a node under replacement: the desired capacity before it

die() {
  echo "error: $*" >&2
  exit 1
}

dry_run=false surge=true
while [[ ${1-} == -* ]]; do
  case $1 in
    --dry-run) dry_run=true ;;
    --no-surge) surge=false ;;
    *) die "usage: $0 [--dry-run] [--no-surge] [NODE...]" ;;
  esac
  shift
done

for tool in aws jq kubectl; do
  command -v "$tool" >/dev/null || die "$tool is not installed"
done

endpoint=$(aws eks describe-cluster --region "$region" --name "$cluster" --query cluster.endpoint --output text)
server=$(kubectl config view --minify --output 'jsonpath={.clusters[0].cluster.server}')
[[ ${server,,} == "${endpoint,,}" ]] ||
  die "kubectl talks to $server, not to cluster $cluster: aws eks update-kubeconfig --region $region --name $cluster"

instance_of() {
  local provider
  provider=$(kubectl get node "$1" --output 'jsonpath={.spec.providerID}')
  echo "${provider##*/}"
}

group_of() { # INSTANCE -> its Auto Scaling group, and what becomes of it there
  aws autoscaling describe-auto-scaling-instances --region "$region" --instance-ids "$1" \
    --query 'AutoScalingInstances[0].[AutoScalingGroupName,LifecycleState]' --output text
}

capacity_of() { # GROUP -> desired and maximum
  aws autoscaling describe-auto-scaling-groups --region "$region" --auto-scaling-group-names "$1" \
    --query 'AutoScalingGroups[0].[DesiredCapacity,MaxSize]' --output text
}

ready_nodes() { # GROUP -> its instances that are ready, schedulable nodes
  local members
  members=$(aws autoscaling describe-auto-scaling-groups --region "$region" --auto-scaling-group-names "$1" \
    --query 'AutoScalingGroups[0].Instances[].InstanceId' --output json)
  kubectl get nodes --output json | jq --argjson members "$members" '[
    .items[]
    | select(.spec.unschedulable != true)
    | select(any(.status.conditions[]; .type == "Ready" and .status == "True"))
    | select((.spec.providerID // "" | split("/") | last) as $id | $members | index($id))
  ] | length'
}

# Nodes that have another launch template, or version of it, than their group has now.
stale_nodes() {
  local outdated
  outdated=$(aws autoscaling describe-auto-scaling-groups --region "$region" \
    --filters "Name=tag:kubernetes.io/cluster/$cluster,Values=owned" --output json |
    jq -c '[
      .AutoScalingGroups[]
      | (.MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification // .LaunchTemplate) as $now
      | .Instances[]
      | select(.LaunchTemplate.LaunchTemplateId != $now.LaunchTemplateId or .LaunchTemplate.Version != $now.Version)
      | .InstanceId
    ]')
  kubectl get nodes --output json |
    jq -r --argjson outdated "$outdated" '.items[] | select((.spec.providerID // "" | split("/") | last) | IN($outdated[])) | .metadata.name'
}

# What an earlier run has begun comes first.
nodes=()
while read -r node; do
  [[ -z $node ]] || nodes+=("$node")
done < <(kubectl get nodes --output json | jq -r --arg note "$note" '.items[] | select(.metadata.annotations[$note] != null) | .metadata.name')
((${#nodes[@]} == 0)) || echo "going on with: ${nodes[*]}"
if (($# > 0)); then
  wanted=("$@")
else
  found=$(stale_nodes)
  wanted=()
  [[ -z $found ]] || mapfile -t wanted <<<"$found"
fi
for node in ${wanted[@]+"${wanted[@]}"}; do
  [[ " ${nodes[*]-} " == *" $node "* ]] || nodes+=("$node")
done
if ((${#nodes[@]} == 0)); then
  echo "nothing to do: every node has its group's launch template"
  exit 0
fi

wait_for() { # MESSAGE COMMAND...
  local message=$1 deadline=$((SECONDS + ready_timeout))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || die "$message after $ready_timeout seconds: run verify.sh before you go on"
    sleep 10
  done
}
enough_nodes() { (($(ready_nodes "$1") >= $2)); } # GROUP COUNT
is_gone() { [[ -z $(kubectl get node "$1" --ignore-not-found --output name) ]]; }

for node in "${nodes[@]}"; do
  instance=$(instance_of "$node")
  read -r group state < <(group_of "$instance")
  [[ -n ${group-} && $group != None ]] || die "$node ($instance) is in no Auto Scaling group: nothing would replace it"
  read -r desired max < <(capacity_of "$group")
  before=$(kubectl get node "$node" --output json | jq -r --arg note "$note" '.metadata.annotations[$note] // empty')
  begun=${before:+ (begun earlier)}

  if [[ $state == Terminating* ]]; then
    echo "$node is terminating already"
    "$dry_run" || wait_for "$node did not go" is_gone "$node"
    continue
  fi
  if "$dry_run"; then
    if "$surge"; then echo "would start one node more in $group ($desired of $max now)"; fi
    echo "would cordon, drain and terminate $node ($instance of $group)$begun"
    continue
  fi

  read -r -p "Replace $node ($instance of $group)$begun: drain and terminate it? [yes/skip/quit] " answer </dev/tty
  case $answer in
    yes) ;;
    skip) continue ;;
    *) exit 0 ;;
  esac

  if "$surge"; then
    if [[ -z $before ]]; then
      ((desired < max)) || die "$group is at its maximum of $max nodes: raise max in $input for the time being, or use --no-surge"
      before=$desired
      kubectl annotate node "$node" "$note=$before" --overwrite
    fi
    if ((desired <= before)); then
      aws autoscaling set-desired-capacity --region "$region" --auto-scaling-group-name "$group" --desired-capacity $((before + 1))
    fi
    # The old node counts as long as it can take pods; an earlier run may have cordoned it already.
    needed=$((before + 1))
    [[ $(kubectl get node "$node" --output 'jsonpath={.spec.unschedulable}') != true ]] || needed=$before
    wait_for "no new node became ready" enough_nodes "$group" "$needed"
  fi

  kubectl cordon "$node"
  # Eviction respects PodDisruptionBudgets; what they hold back makes this stop here, with the node still running.
  kubectl drain "$node" --ignore-daemonsets --delete-emptydir-data --timeout="$drain_timeout" ||
    die "$node is not empty. It stays cordoned and running; see what holds its pods, then run this again"

  remaining=$(ready_nodes "$group")
  if "$surge"; then
    aws autoscaling terminate-instance-in-auto-scaling-group --region "$region" --instance-id "$instance" \
      --should-decrement-desired-capacity --query Activity.Description --output text
    wait_for "$node did not go" is_gone "$node"
  else
    aws autoscaling terminate-instance-in-auto-scaling-group --region "$region" --instance-id "$instance" \
      --no-should-decrement-desired-capacity --query Activity.Description --output text
    wait_for "$node did not go" is_gone "$node"
    wait_for "no new node became ready" enough_nodes "$group" $((remaining + 1))
  fi
  echo "replaced $node"
done
