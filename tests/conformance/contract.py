"""What design section 5 promises of every generated tree (G1 to G14), as far as text and a finished account show it.

Each function returns a list of problems; an empty one means that the promise holds.
"""
import hashlib
import ipaddress
import json
import re

MADE_BY = "Made by eksnet from "
# Files that cannot carry a comment.
NO_COMMENT = {".json"}
# Commands of a script that change something, where a line begins with them.
CHANGES = r"^\s*(run )?(kubectl (apply|annotate|label|patch|cordon|drain|delete)|aws \S+ (terminate|delete|update)|helm (upgrade|install))"


def form(infra):
    """G1, G13, G14: text form, header, safe scripts."""
    out = []
    for path in sorted(p for p in infra.rglob("*") if p.is_file()):
        name, raw = path.relative_to(infra), path.read_bytes()
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            out.append(f"{name}: not UTF-8")
            continue
        if "\r" in text:
            out.append(f"{name}: carriage returns")
        if not text.endswith("\n") or text.endswith("\n\n"):
            out.append(f"{name}: not one final newline")
        if m := re.search(r"[ \t]+$", text, re.M):
            out.append(f"{name}:{text.count(chr(10), 0, m.start()) + 1}: trailing blanks")
        if "\t" in text:
            out.append(f"{name}: tabs")
        top = text if path.suffix == ".tftpl" else "\n".join(text.splitlines()[:6])  # user data opens with MIME headers
        if path.suffix not in NO_COMMENT and MADE_BY not in top:
            out.append(f"{name}: does not say what made it")
        if path.suffix == ".sh":
            if "\nset -euo pipefail\n" not in text:
                out.append(f"{name}: no set -euo pipefail")
            if not path.stat().st_mode & 0o100:
                out.append(f"{name}: not executable")
            if re.search(CHANGES, text, re.M) and "--dry-run" not in text:
                out.append(f"{name}: changes something and has no --dry-run")
        elif path.stat().st_mode & 0o111:
            out.append(f"{name}: executable")
    return out


def manifest(infra):
    """.eksnet.json owns exactly what is there, under the right hashes."""
    owned = json.loads((infra / ".eksnet.json").read_text())["files"]
    there = {str(p.relative_to(infra)): p for p in infra.rglob("*") if p.is_file() and p.name != ".eksnet.json"}
    out = [f"{n} is owned and not there" for n in sorted(owned.keys() - there.keys())]
    out += [f"{n} is there and not owned" for n in sorted(there.keys() - owned.keys())]
    for name in sorted(owned.keys() & there.keys()):
        value = owned[name] if isinstance(owned[name], str) else owned[name].get("sha256", "")
        if value.removeprefix("sha256:") != hashlib.sha256(there[name].read_bytes()).hexdigest():
            out.append(f"{name}: the manifest has another hash")
    return out, f"{len(owned)} files"


def terraform_text(infra):
    """G3, G5: keys, not indices; the AWS provider alone in the first root; no local-exec anywhere."""
    out = []
    for path in sorted(infra.rglob("*.tf")):
        name, text = path.relative_to(infra), path.read_text()
        for pattern, why in ((r"count\.index", "an index"), (r'data "aws_availability_zones"', "zones in AWS's order"),
                             (r"local-exec|remote-exec", "a provisioner"), (r'data "external"|resource "(null_resource|terraform_data|time_sleep)"', "glue")):
            if re.search(pattern, text):
                out.append(f"{name}: {why}")
        sources = set(re.findall(r'source\s*=\s*"([a-z0-9-]+/[a-z0-9-]+)"', text))
        allowed = {"hashicorp/aws"} | (set() if name.parts[0] == "terraform" else {"hashicorp/helm"})
        if sources - allowed:
            out.append(f"{name}: needs {', '.join(sorted(sources - allowed))}")
    return out


def network(world_file):
    """G6, G7, G9 on the account after apply: what eksnet made, not what was seeded."""
    records = json.loads(world_file.read_text())["records"].values()
    kinds = {}
    for r in records:
        kinds.setdefault(r["type"], []).append(r)
    made = {kind: [r["attrs"] for r in items if not r.get("seeded") and not r.get("owner")] for kind, items in kinds.items()}
    every = {kind: [r["attrs"] for r in items] for kind, items in kinds.items()}
    out = []
    pods = pod_subnets(every, made)
    in_clusters = {s for c in every.get("aws_eks_cluster", []) for s in (c.get("vpc_config") or [{}])[0].get("subnet_ids") or []}
    tables = {a["subnet_id"]: a["route_table_id"] for a in every.get("aws_route_table_association", []) if a.get("subnet_id")}
    nodes = {s for g in every.get("aws_eks_node_group", []) for s in g.get("subnet_ids") or []}
    nodes |= {s for g in every.get("aws_autoscaling_group", []) for s in g.get("vpc_zone_identifier") or []}
    home = {s["id"]: s for s in every.get("aws_subnet", [])}
    node_zones = {home[s]["availability_zone"]: s for s in nodes if s in home}
    for subnet in pods:
        label = f"{subnet['id']} ({subnet['cidr_block']})"
        if subnet["id"] in in_clusters:
            out.append(f"pod subnet {label} is among the cluster's subnets")
        out += [f"pod subnet {label} has the tag {t}" for t in subnet.get("tags") or {} if t.endswith("/elb") or t.endswith("/internal-elb")]
        if subnet["id"] not in tables:
            out.append(f"pod subnet {label} falls to the main route table")
        node = node_zones.get(subnet["availability_zone"])
        if node and tables.get(node) and tables.get(subnet["id"]) != tables.get(node):
            out.append(f"pod subnet {label} has {tables.get(subnet['id'])}, its zone's nodes {tables[node]}")
    zones = [s["availability_zone"] for s in pods]
    out += [f"two pod subnets in {z}" for z in set(zones) if zones.count(z) > 1]
    if pods:
        out += [f"nodes in {z} and no pod subnet" for z in node_zones if z not in zones]
    out += custom_networking(made) + defaults(made)
    return out, f"{len(pods)} pod subnets, nodes in {len(node_zones)} zones"


def pod_subnets(every, made):
    """Subnets that hold pods only: named by an ENIConfig, or made in a block that was added to the VPC."""
    named = set()
    for addon in made.get("aws_eks_addon", []):
        values = json.loads(addon.get("configuration_values") or "{}")
        named |= {entry["id"] for entry in (values.get("eniConfig") or {}).get("subnets", {}).values()}
    added = [ipaddress.ip_network(a["cidr_block"]) for a in made.get("aws_vpc_ipv4_cidr_block_association", [])]
    used = {s for g in every.get("aws_eks_node_group", []) for s in g.get("subnet_ids") or []}
    inside = {s["id"] for s in made.get("aws_subnet", []) if s.get("cidr_block") and s["id"] not in used
              and any(ipaddress.ip_network(s["cidr_block"]).subnet_of(b) for b in added)}
    return [s for s in made.get("aws_subnet", []) if s["id"] in named | inside]


def custom_networking(made):
    """G7: the three parts of custom networking come together, and env values are strings."""
    out = []
    for addon in made.get("aws_eks_addon", []):
        if addon["addon_name"] != "vpc-cni":
            continue
        values = json.loads(addon.get("configuration_values") or "{}")
        env, configs = values.get("env") or {}, (values.get("eniConfig") or {}).get("subnets") or {}
        out += [f"vpc-cni: env.{k} is not a string" for k, v in env.items() if not isinstance(v, str)]
        parts = (env.get("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG") == "true", env.get("ENI_CONFIG_LABEL_DEF") == "topology.kubernetes.io/zone", bool(configs))
        if any(parts) and not all(parts):
            out.append(f"vpc-cni: custom networking, label and ENIConfigs do not come together: {parts}")
    return out


def defaults(made):
    """G9: what nobody asked to open is closed."""
    out = []
    for cluster in made.get("aws_eks_cluster", []):
        config, access = (cluster.get("vpc_config") or [{}])[0], (cluster.get("access_config") or [{}])[0]
        if not config.get("endpoint_private_access"):
            out.append(f"cluster {cluster['name']}: no private endpoint")
        if config.get("endpoint_public_access") and "0.0.0.0/0" in (config.get("public_access_cidrs") or []):
            out.append(f"cluster {cluster['name']}: endpoint open to everybody")
        if access.get("authentication_mode") != "API" or access.get("bootstrap_cluster_creator_admin_permissions"):
            out.append(f"cluster {cluster['name']}: access not by access entries alone")
        if not cluster.get("encryption_config"):
            out.append(f"cluster {cluster['name']}: secrets not encrypted")
        if not made.get("aws_eks_access_entry"):
            out.append(f"cluster {cluster['name']}: nobody can administer it")
    for template in made.get("aws_launch_template", []):
        if (template.get("metadata_options") or [{}])[0].get("http_tokens") != "required":
            out.append(f"launch template {template['name']}: IMDSv1")
        disks = [d["ebs"][0] for d in template.get("block_device_mappings") or [] if d.get("ebs")]
        if not disks or any(str(d.get("encrypted")).lower() != "true" for d in disks):
            out.append(f"launch template {template['name']}: unencrypted volumes")
    roles = [r["name"] for r in made.get("aws_iam_role", [])]
    for attachment in made.get("aws_iam_role_policy_attachment", []):
        if attachment["policy_arn"].endswith("/AdministratorAccess"):
            out.append(f"role {attachment['role']}: AdministratorAccess")
    out += [f"role {n} is there twice" for n in set(roles) if roles.count(n) > 1]
    return out


def as_seed(world_file, seed_file, adopted):
    """A world after apply as the seed of the next root: everything in it was there before. What scripts/adopt-vpc-cni.sh
    does between the two is done, where there is one."""
    world = json.loads(world_file.read_text())
    resources = {}
    for record in world["records"].values():
        resources.setdefault(record["type"], []).append(record["attrs"])
    seed_file.write_text(json.dumps({"settings": (world.get("settings") or {}) | {"helm_adopted": adopted}, "resources": resources}))
    return seed_file


def variables_from(outputs_file, root):
    """Outputs of the first root for the variables of the same name that the second one declares."""
    if not outputs_file.exists():
        return {}
    declared = set(re.findall(r'^variable "(\w+)"', "\n".join(p.read_text() for p in root.glob("*.tf")), re.M))
    outputs = json.loads(outputs_file.read_text())
    return {name: outputs[name]["value"] for name in sorted(declared & outputs.keys())}
