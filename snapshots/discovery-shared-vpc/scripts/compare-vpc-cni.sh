#!/usr/bin/env bash
# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra
#
# Says what the take-over of aws-node would change: settings that somebody has made, its version, its permissions. Run it
# before the first apply. Reads only; exit status 1 as long as the take-over would drop something.
# shellcheck disable=SC2016 # values of the input stand in single quotes, so that nothing in them is expanded
set -euo pipefail

readonly cluster='blue' region='eu-central-1' input='eksnet.toml'
readonly addon_version='v1.23.1-eksbuild.1' # absent: EKS's default

# What the add-on will have from here,
declare -rA wanted=(
  [AWS_VPC_K8S_CNI_EXTERNALSNAT]='false'
  [ENABLE_PREFIX_DELEGATION]='false'
)
# and what it, or an older aws-node, has by itself.
declare -rA defaults=(
  [ADDITIONAL_ENI_TAGS]="{}"
  [ANNOTATE_POD_IP]=false
  [AWS_VPC_CNI_NODE_PORT_SUPPORT]=true
  [AWS_VPC_ENI_MTU]=9001
  [AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER]=false
  [AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG]=false
  [AWS_VPC_K8S_CNI_EXTERNALSNAT]=false
  [AWS_VPC_K8S_CNI_LOGLEVEL]=DEBUG
  [AWS_VPC_K8S_CNI_LOG_FILE]=/host/var/log/aws-routed-eni/ipamd.log
  [AWS_VPC_K8S_CNI_RANDOMIZESNAT]=prng
  [AWS_VPC_K8S_CNI_VETHPREFIX]=eni
  [AWS_VPC_K8S_PLUGIN_LOG_FILE]=/var/log/aws-routed-eni/plugin.log
  [AWS_VPC_K8S_PLUGIN_LOG_LEVEL]=DEBUG
  [DISABLE_INTROSPECTION]=false
  [DISABLE_METRICS]=false
  [DISABLE_NETWORK_RESOURCE_PROVISIONING]=false
  [DISABLE_POD_V6]=false
  [DISABLE_TCP_EARLY_DEMUX]=false
  [ENABLE_BANDWIDTH_PLUGIN]=false
  [ENABLE_IMDS_ONLY_MODE]=false
  [ENABLE_IPv4]=true
  [ENABLE_IPv6]=false
  [ENABLE_MULTI_NIC]=false
  [ENABLE_POD_ENI]=false
  [ENABLE_PREFIX_DELEGATION]=false
  [ENABLE_SUBNET_DISCOVERY]=true
  [ENABLE_V4_EGRESS]=true
  [ENABLE_V6_EGRESS]=false
  [NETWORK_POLICY_ENFORCING_MODE]=standard
  [WARM_ENI_TARGET]=1
  [WARM_PREFIX_TARGET]=1
)
# EKS fills these in.
readonly by_eks=" CLUSTER_ENDPOINT CLUSTER_NAME MY_NODE_NAME MY_POD_NAME VPC_CNI_VERSION VPC_ID "

failures=0
ok() { echo "ok    $*"; }
fail() {
  echo "FAIL  $*"
  failures=$((failures + 1))
}
# What is not in a managed add-on's configuration stays there (PRESERVE); a take-over resets it (OVERWRITE).
drop() {
  differences=$((differences + 1))
  if "$managed"; then echo "note  $*: it stays as it is"; else fail "$*: say so under [cni] in $input, or take it back"; fi
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

# --- who manages it ---
managed=false
addons=$(aws eks list-addons --region "$region" --cluster-name "$cluster" --output json)
if jq -e '.addons | index("vpc-cni")' <<<"$addons" >/dev/null; then
  managed=true
  echo "note  EKS manages aws-node already. Before the apply: terraform -chdir=terraform import module.cni.aws_eks_addon.vpc_cni $cluster:vpc-cni"
  values=$(aws eks describe-addon --region "$region" --cluster-name "$cluster" --addon-name vpc-cni --query addon.configurationValues --output text)
  others=none
  if [[ -n $values && $values != None ]]; then
    others=$(jq -rc --arg names "${!wanted[*]}" 'reduce ($names | split(" ")[]) as $name (.; if .env then del(.env[$name]) else . end)
      | del(.eniConfig) | if .env == {} then del(.env) else . end | if . == {} then "none" else . end' <<<"$values" 2>/dev/null) || others=$values
  fi
  if [[ $others == none ]]; then
    ok "its configuration holds nothing that $input does not"
  else
    fail "its configuration also holds $others: say so under [cni] in $input, or the apply drops it"
  fi
else
  ok "aws-node is EKS's own installation, or somebody's: the apply takes it over"
fi

# --- settings ---
daemonset=$(kubectl get daemonset aws-node --namespace kube-system --output json)
differences=0
while IFS=$'\t' read -r container name value; do
  if [[ $by_eks == *" $name "* ]]; then
    continue
  elif [[ $container == aws-node && -n ${wanted[$name]-} ]]; then
    [[ $value == "${wanted[$name]}" ]] || echo "note  $container: $name goes from '$value' to '${wanted[$name]}'"
  elif [[ -n ${defaults[$name]-} && $value == "${defaults[$name]}" ]]; then
    continue
  else
    drop "$container: $name is '$value', by itself the add-on has ${defaults[$name]-no value}"
  fi
done < <(jq -r '.spec.template.spec | .containers[], .initContainers[] | .name as $container | .env[]? | select(has("value")) | [$container, .name, .value] | @tsv' \
  <<<"$daemonset")

policies=$(kubectl get configmap amazon-vpc-cni --namespace kube-system --ignore-not-found --output 'jsonpath={.data.enable-network-policy-controller}')
[[ $policies != true ]] || drop "network policies are on, by itself the add-on has them off"
((differences > 0)) || ok "aws-node has no setting that the add-on or $input lacks"

# --- permissions ---
readonly role_arn=''
role=$(kubectl get serviceaccount aws-node --namespace kube-system --output json | jq -r '.metadata.annotations["eks.amazonaws.com/role-arn"] // empty')
if [[ -n $role && $role != "$role_arn" ]] && ! "$managed"; then
  fail "aws-node has its permissions from $role: put role_arn = \"$role\" under [cni] in $input, so that the add-on keeps it"
else
  ok "aws-node has its permissions from ${role:-the role of its node or by Pod Identity}: they stay"
fi

# --- version ---
version_of() { sed -E 's/^v?([0-9]+\.[0-9]+\.[0-9]+).*/\1/' <<<"$1"; }
image=$(jq -r '.spec.template.spec.containers[] | select(.name == "aws-node") | .image' <<<"$daemonset")
running=$(version_of "${image##*:}")
target=$addon_version
if [[ -z $target ]] && "$managed"; then
  target=$running
elif [[ -z $target ]]; then
  target=$(aws eks describe-addon-versions --region "$region" --addon-name vpc-cni --kubernetes-version "$(jq -r .version <<<"$description")" --output json |
    jq -r '[.addons[].addonVersions[] | select(any(.compatibilities[]; .defaultVersion)) | .addonVersion] | first')
fi
IFS=. read -r _ minor patch <<<"$running"
IFS=. read -r _ target_minor target_patch <<<"$(version_of "$target")"
if ((target_minor < minor || (target_minor == minor && target_patch < patch))); then
  fail "aws-node is $running, the add-on would be $target, older: set version under [cni] in $input"
elif ((target_minor > minor + 1)); then
  fail "aws-node is $running, the add-on would be $target: go up one minor version at a time, by version under [cni] in $input"
else
  ok "aws-node is $running, the add-on will be $target"
fi

if ((failures > 0)); then
  echo "$failures found: nothing is changed yet"
  exit 1
fi
echo "the take-over drops nothing"
