#!/usr/bin/env python3
"""A cluster in a JSON file that answers as `aws` and `kubectl` do, as far as the generated scripts ask.

Called as `aws`, `kubectl` or `sleep`, by links of those names. FAKE_STATE names the file. Every change is logged in
its "log"; the change whose number is FAKE_KILL_AFTER is made, and then the calling script is killed.
"""
import fcntl
import json
import os
import re
import signal
import sys
from pathlib import Path

STATE = Path(os.environ["FAKE_STATE"])


def main():
    program, args = Path(sys.argv[0]).name, sys.argv[1:]
    if program == "sleep":
        return 0
    with STATE.open("r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        state = json.load(file)
        changes = len(state["log"])
        code = (aws if program == "aws" else kubectl)(state, args)
        file.seek(0)
        file.truncate()
        json.dump(state, file)
        file.flush()
        if len(state["log"]) > changes and len(state["log"]) == int(os.environ.get("FAKE_KILL_AFTER", -1)):
            os.kill(int(os.environ["FAKE_SCRIPT"]) if "FAKE_SCRIPT" in os.environ else os.getppid(), signal.SIGKILL)
    return code


def flag(args, name, default=None):
    return args[args.index(name) + 1] if name in args else default


def out(value):
    print(value if isinstance(value, str) else json.dumps(value))
    return 0


def aws(state, args):
    service, command = args[:2]
    query, groups = flag(args, "--query"), state["groups"]
    if command == "describe-cluster":
        cluster = {"endpoint": state["endpoint"], "version": "1.34", "resourcesVpcConfig": {"vpcId": "vpc-1"}}
        return out({"cluster.endpoint": cluster["endpoint"], "cluster.resourcesVpcConfig.vpcId": "vpc-1"}.get(query) or {"cluster": cluster})
    if command == "list-addons":
        return out("vpc-cni" if query and "vpc-cni" in state["addons"] else {"addons": list(state["addons"])} if not query else "")
    if command == "describe-addon":
        addon = state["addons"]["vpc-cni"]
        return out(addon.get("configurationValues", "None") if query else {"addon": addon})
    if command == "describe-addon-versions":
        return out({"addons": [{"addonVersions": [{"addonVersion": "v1.21.0-eksbuild.1", "compatibilities": [{"defaultVersion": True}]}]}]})
    if command == "describe-auto-scaling-instances":
        node = next((n for n in state["nodes"] if n["instance"] == flag(args, "--instance-ids")), None)
        return out(f"{node['group']}\tInService" if node and node["group"] else "None")
    if command == "describe-auto-scaling-groups":
        group = flag(args, "--auto-scaling-group-names")
        if "DesiredCapacity" in query:
            return out(f"{groups[group]['desired']}\t{groups[group]['max']}")
        return out([n["instance"] for n in state["nodes"] if n["group"] == group])
    if command == "set-desired-capacity":
        group, wanted = flag(args, "--auto-scaling-group-name"), int(flag(args, "--desired-capacity"))
        assert wanted <= groups[group]["max"], "above the maximum"
        state["log"].append(f"set-desired-capacity {wanted}")
        groups[group]["desired"] = wanted
        settle(state, group)
        return 0
    if command == "terminate-instance-in-auto-scaling-group":
        node = next(n for n in state["nodes"] if n["instance"] == flag(args, "--instance-id"))
        state["log"].append(f"terminate {node['name']}")
        if not node["drained"]:
            state["log"].append(f"LOST PODS OF {node['name']}")
        state["nodes"].remove(node)
        if "--should-decrement-desired-capacity" in args:
            groups[node["group"]]["desired"] -= 1
        settle(state, node["group"])
        return out("Terminating EC2 instance")
    if command == "describe-network-interfaces":
        subnets = [v.split("Values=")[1].split(",") for v in args if v.startswith("Name=subnet-id")]
        found = [{"Attachment": {"InstanceId": n["instance"], "DeviceIndex": i}, "SubnetId": s, "InterfaceType": "interface"}
                 for n in state["nodes"] for i, s in enumerate(n["interfaces"]) if not subnets or s in subnets[0]]
        return out("\t".join(i["Attachment"]["InstanceId"] for i in found) if query else {"NetworkInterfaces": found})
    if command == "describe-subnets":
        subnet = state["subnets"].get(next(v for v in args if v.startswith("Name=subnet-id")).split("=")[-1])
        return out("\t".join(map(str, [subnet["zone"], subnet["cidr"], subnet["free"]])) if subnet else "None")
    raise SystemExit(f"fake aws: {args}")


def settle(state, group):
    """The group makes what it lacks: good nodes, ready at once."""
    while len([n for n in state["nodes"] if n["group"] == group]) < state["groups"][group]["desired"]:
        state["count"] += 1
        zone = sorted(state["eniconfigs"])[state["count"] % len(state["eniconfigs"])]
        state["nodes"].append({
            "name": f"new-{state['count']}", "instance": f"i-new{state['count']}", "zone": zone, "group": group, "ready": True, "cordoned": False,
            "drained": False, "annotations": {}, "labels": {}, "type": "m5.large", "pods": 20, "pod_ips": [],
            "interfaces": ["subnet-node", state["eniconfigs"][zone]]})


def as_node(n):
    return {
        "metadata": {"name": n["name"], "annotations": n["annotations"],
                     "labels": {"topology.kubernetes.io/zone": n["zone"], "node.kubernetes.io/instance-type": n["type"]} | n["labels"]},
        "spec": {"providerID": f"aws:///{n['zone']}/{n['instance']}"} | ({"unschedulable": True} if n["cordoned"] else {}),
        "status": {"allocatable": {"pods": str(n["pods"])}, "conditions": [{"type": "Ready", "status": "True" if n["ready"] else "False"}]}}


def kubectl(state, args):
    if args[:2] == ["config", "view"]:
        return out(state["server"])
    verb, what = args[0], args[1]
    name = args[2] if len(args) > 2 and not args[2].startswith("-") else None
    form = flag(args, "--output", "")
    nodes = {n["name"]: n for n in state["nodes"]}
    if verb == "get" and what == "nodes":
        return out({"items": [as_node(n) for n in state["nodes"]]})
    if verb == "get" and what == "node":
        if name not in nodes:
            return 0 if "--ignore-not-found" in args else sys.exit(f"node {name} not found")
        node = as_node(nodes[name])
        return out({"json": json.dumps(node), "name": f"node/{name}"}.get(form) or str(node["spec"].get(re.search(r"\.spec\.(\w+)", form)[1], "")).replace("True", "true"))
    if verb == "get" and what.startswith("eniconfigs") and "/" not in what:
        if name:
            return out(state["eniconfigs"].get(name, ""))
        return out({"items": [{"metadata": {"name": k}, "spec": {"subnet": v}} for k, v in state["eniconfigs"].items()]})
    if verb == "get" and what == "daemonset":
        return out(state["daemonset"])
    if verb == "get" and what == "pods":
        if "k8s-app=aws-node" in args:
            return out({"items": [{"metadata": {"name": "aws-node-1"}, "spec": {"containers": [{"env": [{"name": v} for v in state["aws_node_env"]]}]}}]})
        return out({"items": [{"spec": {"nodeName": n["name"]}, "status": {"podIP": ip, "phase": "Running"}} for n in state["nodes"] for ip in n["pod_ips"]]})
    if verb == "get" and what == "events":
        return out({"items": state["events"]})
    if verb == "get" and what == "configmap":
        return out("")
    if verb == "get" and "/" in what or verb == "get" and what == "serviceaccount":  # adoption: one object's field
        kind = what if "/" in what else f"{what}/{name}"
        thing = state["objects"].get(kind)
        if form == "json":
            return out({"metadata": {"annotations": (thing or {}).get("annotations", {})}})
        if thing is None:
            return 0
        path = form.removeprefix("jsonpath=")
        value = {"metadata.name": kind.split("/")[1]} | {f"metadata.annotations.{k}": v for k, v in thing["annotations"].items()} \
            | {f"metadata.labels.{k}": v for k, v in thing["labels"].items()}
        inner = re.search(r"\{\.(.*)\}", path)[1].replace("\\", "")
        sys.stdout.write(value.get(inner, "") + (" " if path.endswith(" ") else ""))
        return 0
    if verb in ("annotate", "label") and "/" in what:
        state["log"].append(f"{verb} {what}")
        place = state["objects"][what]["annotations" if verb == "annotate" else "labels"]
        place.update(a.split("=", 1) for a in args[2:] if "=" in a)
        return 0
    if verb == "annotate":
        key, value = next(a for a in args[3:] if "=" in a).split("=", 1)
        state["log"].append(f"annotate {name}")
        nodes[name]["annotations"][key] = value
        return 0
    if verb == "cordon":
        state["log"].append(f"cordon {what}")
        nodes[what]["cordoned"] = True
        return 0
    if verb == "drain":
        if what in state["blocked"]:
            return 1
        state["log"].append(f"drain {what}")
        ready = [n for n in state["nodes"] if n["ready"] and not n["cordoned"] and n["group"] == nodes[what]["group"]]
        state["least_ready"] = min(state["least_ready"], len(ready))
        nodes[what]["drained"] = True
        return 0
    raise SystemExit(f"fake kubectl: {args}")


if __name__ == "__main__":
    sys.exit(main())
