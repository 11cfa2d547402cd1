"""Checks that are the project's as a whole, not one example's."""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import faults
import hostile

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Trees whose every edge is taken out once. The second has no NAT gateways: its edges are named, where it has them.
EDGES = {"new-vpc-eniconfig": [], "managed-and-spot": [], "no-nat-endpoints": ["--where-found"], "existing-vpc-transit-gateway": ["--where-found"]}


def edges(report, examples):
    for name, flags in EDGES.items():
        example = examples.get(name)
        if not example or not (example.infra / "terraform").is_dir():
            report.fail(f"{name}: edges", "the example was not generated")
            continue
        world = example.home / "world.json"
        command = [sys.executable, str(HERE / "edges.py"), "--json", *flags, str(example.infra), *(["--world", str(world)] if world.exists() else [])]
        done = subprocess.run(command, capture_output=True, text=True)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        for edge in lines:
            if edge["status"] != "none":
                report.verdict(f"{name}: without the edge {edge['edge']} it fails", [] if edge["status"] == "ok" else [edge["detail"]], edge["detail"])
        if not any(edge["status"] == "ok" for edge in lines):
            report.fail(f"{name}: edges", done.stderr.strip() or "no edge was proved")


def own_files(report):
    """The project's own scripts and workflows, by the engines that judge generated ones."""
    with tempfile.TemporaryDirectory() as copy:  # not the whole project: its target folder is large
        shutil.copytree(ROOT / ".github", Path(copy) / ".github")
        done = subprocess.run([sys.executable, str(HERE / "k8skit/check.py"), "--json", "--only", "workflow", copy], capture_output=True, text=True)
    for line in done.stdout.splitlines():
        result = json.loads(line)
        if result["status"] == "skip":
            report.skip(f"own {result['file']}", "; ".join(result["facts"]))
        elif result["status"] != "none":
            report.verdict(f"own {result['file']}", result["errors"], result["kind"])
    shells = [ROOT / "test", ROOT / ".ci/run", *sorted(HERE.glob("*/*.sh"))]
    lint = Path(sys.prefix) / "bin/shellcheck"
    done = subprocess.run([str(lint), "-f", "gcc", *map(str, shells)], capture_output=True, text=True)
    report.verdict("own shell scripts", (done.stdout + done.stderr).splitlines(), f"{len(shells)} files")


def all(report, binary, debug_binary, work, examples):
    own_files(report)
    edges(report, examples)
    hostile.all(report, binary, work)
    faults.all(report, binary, debug_binary and debug_binary.resolve(), work)
