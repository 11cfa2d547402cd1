#!/usr/bin/env python3
"""Prove that every graph edge of a generated tree is needed, and that its loss is found (contract G4).

    edges.py INFRA [--world FILE] [--only NAME]... [--list] [--json]

For each edge below: copy the tree, take that one edge out of the module's text, run the Terraform root through
tfdouble, and expect it to fail, at plan or later. An edge whose text is not found exactly once is a failure of this
proof, not a reason to skip it: the templates and this list change together. `--where-found` runs the edges that
the tree has and names the others (for trees with another network than a new VPC's).
"""
import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
# What tells nothing about edges: a mutation that these stages refuse was a bad mutation.
FORM = {"fmt", "init", "validate"}

# name: what waits (blocks), for what (an address in their depends_on), and why.
EDGES = {
    "association-subnets": ('resource "aws_subnet" "pod"', "aws_vpc_ipv4_cidr_block_association.secondary",
                            "a pod subnet exists only in a block that the VPC already has"),
    "internet-nat": ('resource "aws_nat_gateway" "this"', "aws_route.internet",
                     "a NAT gateway needs its subnet's way to the internet"),
    "public-table-nat": ('resource "aws_nat_gateway" "this"', "aws_route_table_association.public",
                         "a NAT gateway's subnet needs its own table, not the main one"),
    # Two places carry it: nodes get their subnets from the one and, by way of the CNI, wait for the other.
    "nat-route-nodes": ('output "node_subnet_ids"; output "pod_subnet_ids"', "aws_route.nat", "nodes without a way out cannot join"),
    "node-table-nodes": ('output "node_subnet_ids"', "aws_route_table_association.node",
                         "nodes without a way out cannot join"),
    "policy-cluster": ('resource "aws_eks_cluster" "this"', "aws_iam_role_policy_attachment.cluster",
                       "the cluster's role has its policy before the cluster, and until it is gone"),
    "logs-cluster": ('resource "aws_eks_cluster" "this"', "aws_cloudwatch_log_group.control_plane",
                     "EKS makes the log group itself, without retention, if it is not there"),
    "policy-cni": ('resource "aws_eks_addon" "vpc_cni"', "aws_iam_role_policy_attachment.vpc_cni",
                   "aws-node cannot attach interfaces without its policy"),
    "agent-cni": ('resource "aws_eks_addon" "vpc_cni"', "aws_eks_addon.pod_identity_agent",
                  "aws-node gets no credentials without the agent"),
    "cni-nodes": ('output "cluster_name"', "aws_eks_addon.vpc_cni",
                  "nodes that start before the CNI is configured never use custom networking"),
    "worker-policy-managed": ('resource "aws_eks_node_group" "this"', "aws_iam_role_policy_attachment.managed_worker",
                              "managed nodes cannot join without AmazonEKSWorkerNodePolicy"),
    "registry-policy-managed": ('resource "aws_eks_node_group" "this"', "aws_iam_role_policy_attachment.managed_registry",
                                "managed nodes cannot pull aws-node's image"),
    "worker-policy-self-managed": ('resource "aws_autoscaling_group" "self_managed"',
                                   "aws_iam_role_policy_attachment.self_managed_worker",
                                   "self-managed nodes cannot join without AmazonEKSWorkerNodePolicy"),
    "registry-policy-self-managed": ('resource "aws_autoscaling_group" "self_managed"',
                                     "aws_iam_role_policy_attachment.self_managed_registry",
                                     "self-managed nodes cannot pull aws-node's image"),
    "entry-self-managed": ('resource "aws_autoscaling_group" "self_managed"', "aws_eks_access_entry.self_managed",
                           "the API server lets in no node whose role it does not know"),
    "nodes-coredns": ('output "cluster_name"', "aws_eks_node_group.this",
                      "CoreDNS becomes active only where it has nodes"),
}


class NotApplicable(Exception):
    """The edge's text is not there exactly once."""


def block_span(text, header):
    """Start and end of the one block with this header, or None. Formatted HCL: it ends at the first `}` in column one."""
    starts = [m.start() for m in re.finditer(rf"^{re.escape(header)} {{$", text, re.M)]
    if not starts:
        return None
    if len(starts) > 1:
        raise NotApplicable(f"{header} stands {len(starts)} times in one file")
    end = text.index("\n}\n", starts[0]) + 3
    return starts[0], end


def without_edge(block, address):
    """The block with one address taken out of its depends_on, or None when it is not there exactly once."""
    lists = list(re.finditer(r"\n*^ +depends_on = \[(.*?)\]$", block, re.M | re.S))
    found = [(m, item) for m in lists for item in re.split(r"[,\s]+", m.group(1)) if item == address]
    if len(found) != 1:
        return None
    m = found[0][0]
    rest = [item for item in re.split(r"[,\s]+", m.group(1)) if item and item != address]
    if not rest:
        return block[:m.start()] + block[m.end():]
    return block[:m.start(1)] + ", ".join(rest) + block[m.end(1):]


def mutate(root, header, address):
    """Take the edge out of the tree below root; name the file it was in."""
    hits = []
    for path in sorted(root.rglob("*.tf")):
        text = path.read_text()
        span = block_span(text, header)
        changed = without_edge(text[span[0]:span[1]], address) if span else None
        if changed is not None:
            hits.append((path, text[:span[0]] + changed + text[span[1]:]))
    if len(hits) != 1:
        raise NotApplicable(f"{address} found {len(hits)} times in the depends_on of {header}, wanted once")
    path, text = hits[0]
    path.write_text(text)
    return path.relative_to(root)


def prove(name, infra, world, root):
    """Run one mutation: (ok, line to print)."""
    header, address, _ = EDGES[name]
    work = Path(tempfile.mkdtemp(prefix="edges-"))
    try:
        tree = work / "infra"
        shutil.copytree(infra, tree)
        try:
            file = ", ".join(sorted({str(mutate(tree / root, one, address)) for one in header.split("; ")}))
        except NotApplicable as why:
            return None, str(why)
        command = [sys.executable, str(HERE / "tfdouble/run.py"), "--json", "--tree", str(tree), str(tree / root)]
        done = subprocess.run(command + (["--world", str(world)] if world else []), capture_output=True, text=True)
        try:
            result = json.loads(done.stdout)
        except ValueError:
            return False, f"tfdouble: {done.stdout[-300:]}{done.stderr[-300:]}"
        failed = result["failed"]
        if not failed:
            return False, f"{file}: {address} is gone and nothing noticed"
        told = [line for line in failed["error"].splitlines() if re.search(r"[A-Z]\w+: ", line)] or failed["error"].splitlines()
        first = next((line for line in told if address in line), told[0])
        return failed["stage"] not in FORM, f"found by {failed['stage']}: {first.removeprefix('Error: ')}"
    finally:
        shutil.rmtree(work, ignore_errors=True)


def created(infra, world, root):
    """Resource types of which the tree as it is makes an object."""
    command = [sys.executable, str(HERE / "tfdouble/run.py"), "--json", "--until", "apply", "--tree", str(infra), str(infra / root)]
    done = subprocess.run(command + (["--world", str(world)] if world else []), capture_output=True, text=True)
    return {op["type"] for op in json.loads(done.stdout)["operations"] if op["op"] == "create"}


def needed(name, made):
    """Whether both ends of an edge exist: a module may hold resources of which this tree makes none."""
    header, address, _ = EDGES[name]
    types = re.findall(r'^resource "(\w+)"', header) + [address.split(".")[0]]
    return made is None or all(t in made for t in types)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("infra", type=Path, nargs="?", help="generated tree")
    parser.add_argument("--root", default="terraform", help="Terraform root below it (default: terraform)")
    parser.add_argument("--world", type=Path)
    parser.add_argument("--only", action="append", choices=EDGES, metavar="NAME")
    parser.add_argument("--where-found", action="store_true", help="edges that the tree does not have are named, not failures")
    parser.add_argument("--list", action="store_true", help="print the edges and stop")
    parser.add_argument("--json", action="store_true", help="one JSON object an edge")
    args = parser.parse_args()
    if args.list:
        for name, (header, address, why) in EDGES.items():
            print(f"{name}: {header} waits for {address}: {why}")
        return 0
    if not args.infra or not (args.infra / args.root).is_dir():
        parser.error("needs a generated tree")
    made = created(args.infra, args.world, args.root) if args.where_found else None
    counts = dict.fromkeys(("ok", "FAIL", "none"), 0)
    names = args.only or list(EDGES)
    began = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda name: prove(name, args.infra, args.world, args.root) if needed(name, made)
                           else (None, "the tree makes no such object"), names)
        for name, (ok, line) in zip(names, results):
            status = "ok" if ok else "none" if ok is None and args.where_found else "FAIL"
            counts[status] += 1
            if args.json:
                print(json.dumps({"edge": name, "status": status, "detail": line}), flush=True)
            else:
                print(f"{status:4} {name}: {line}", flush=True)
    if not args.json:
        print(f"{counts['ok']} passed, {counts['FAIL']} failed, {counts['none']} skipped ({time.monotonic() - began:.0f} s)")
    if not counts["ok"]:
        print("no edge was proved", file=sys.stderr)
    return int(counts["FAIL"] > 0 or not counts["ok"])


if __name__ == "__main__":
    sys.exit(main())
