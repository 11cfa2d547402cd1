"""Checks that are the project's as a whole, not one example's."""
import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
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


# Findings that the input asks for by name: whoever writes the key has decided.
ASKED = {"CKV_AWS_338": "log_retention_days", "CKV_AWS_37": "log_types", "CKV_AWS_38": "public_access_cidrs", "CKV_AWS_39": "public_access_cidrs"}


def policy(report, examples):
    """A public policy scanner over every tree (G9): it finds nothing that is not explained in place."""
    checkov = Path(sys.prefix).parent / "checkov/bin/checkov"
    if not checkov.exists():
        report.skip("policy scanner", "checkov is not installed")
        return
    def scan(folder):  # one at a time: given several folders, checkov 3.3.30 reports the first one several times
        done = subprocess.run([str(checkov), "--framework", "terraform", "--output", "json", "--compact", "--quiet", "--skip-download",
                               "--directory", str(folder)], capture_output=True, text=True)
        return folder, done

    folders = [f for e in examples.values() for f in sorted(e.infra.glob("terraform*")) if f.is_dir()]
    with ThreadPoolExecutor(2) as pool:
        for folder, done in pool.map(scan, folders):
            name = f"{folder.parent.parent.name}: policy scanner on {folder.name}"
            try:
                result = json.loads(done.stdout)
            except ValueError:
                report.fail(name, done.stdout[-300:] + done.stderr[-300:])
                continue
            if not result.get("summary"):  # what it prints where no policy applies
                report.verdict(name, [] if result.get("passed") == result.get("failed") == 0 else [done.stdout[-300:]], "no policy applies")
                continue
            text = (folder.parent.parent / "eksnet.toml").read_text()
            failed = result["results"]["failed_checks"]
            asked = [c["check_id"] for c in failed if f"\n{ASKED.get(c['check_id'], chr(0))} =" in text]
            found = [f"{c['check_id']} {c['file_path']}:{c['file_line_range'][0]} {c['resource']}: {c['check_name']}" for c in failed if c["check_id"] not in asked]
            report.verdict(name, found, f"{result['summary']['passed']} passed, {result['summary']['skipped']} explained in place"
                           + (f", asked for: {', '.join(asked)}" if asked else ""))


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
    policy(report, examples)
    edges(report, examples)
    hostile.all(report, binary, work)
    faults.all(report, binary, debug_binary and debug_binary.resolve(), work)
