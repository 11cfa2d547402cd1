#!/usr/bin/env python3
"""The real-engine tier: every example, generated and judged by tfdouble, k8skit and the contract of design section 5.

    suite.py --binary target/release/eksnet [--debug-binary FILE] [--cargo-log FILE]... [--keep] [EXAMPLE...]

Prints one line a check (ok, FAIL, skip), what was skipped and why, and closes with `N passed, N failed, N skipped`.
With CI=true a skip is a failure, unless ALLOWED names it. Called by ./test, which installs the engines first.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import contract
import project

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Skips that CI accepts: what no package registry carries. Each is a pattern over "CHECK: REASON".
ALLOWED = [
    r"chart (aws-vpc-cni|karpenter|tigera-operator) is not in the cache",
    r"no schema for operator\.tigera\.io/",
]

# Examples whose scripts are run: between them they have all four.
SCRIPTED = {"existing-cluster-addon", "existing-vpc-transit-gateway", "new-vpc-eniconfig"}


class Report:
    """Counts and prints checks; safe to share between threads."""

    def __init__(self):
        self.counts = dict.fromkeys(("passed", "failed", "skipped"), 0)
        self.skips, self.failures, self.lock = [], [], Lock()

    def line(self, verdict, check, detail="", seconds=None):
        took = f" ({seconds:.1f} s)" if seconds is not None else ""
        with self.lock:
            print(f"{verdict:4} {check}{': ' + detail if detail else ''}{took}", flush=True)

    def ok(self, check, detail="", seconds=None):
        self.counts["passed"] += 1
        self.line("ok", check, detail, seconds)

    def fail(self, check, detail="", seconds=None):
        self.counts["failed"] += 1
        self.failures.append(check)
        self.line("FAIL", check, detail, seconds)

    def skip(self, check, reason):
        if os.environ.get("CI") == "true" and not any(re.search(p, f"{check}: {reason}") for p in ALLOWED):
            self.fail(check, f"skipped, which CI does not accept: {reason}")
            return
        self.counts["skipped"] += 1
        self.skips.append(f"{check}: {reason}")
        self.line("skip", check, reason)

    def verdict(self, check, problems, detail="", seconds=None):
        """ok when the list of problems is empty."""
        if problems:
            self.fail(check, "\n       ".join(list(problems)[:20]), seconds)
        else:
            self.ok(check, detail, seconds)


    def close(self):
        """Name skips and failures, print the closing line, and give the exit status."""
        for line in self.skips:
            print(f"skipped {line}")
        for line in self.failures:
            print(f"failed {line}")
        print("{passed} passed, {failed} failed, {skipped} skipped".format(**self.counts))
        return int(self.counts["failed"] > 0 or not self.counts["passed"])


def run(*command, cwd=None, env=None, text=None):
    return subprocess.run([str(c) for c in command], cwd=cwd, env=env, input=text, capture_output=True, text=True)


def files_of(folder):
    """Relative path to bytes, of every file below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def difference(wanted, got):
    """What differs between two trees, each as relative path to bytes."""
    out = [f"{name} is missing" for name in wanted.keys() - got.keys()]
    out += [f"{name} is there and should not be" for name in got.keys() - wanted.keys()]
    for name in sorted(wanted.keys() & got.keys()):
        if wanted[name] != got[name]:
            was, now = wanted[name].splitlines(), got[name].splitlines()
            at = next((i for i, (a, b) in enumerate(zip(was, now)) if a != b), min(len(was), len(now)))
            show = [lines[at].decode(errors="replace")[:120] if at < len(lines) else "(end)" for lines in (was, now)]
            out.append(f"{name}:{at + 1}: {show[0]!r} became {show[1]!r}")
    return sorted(out)


class Example:
    """One examples/NAME, copied to a folder of its own and generated there."""

    def __init__(self, report, binary, source, work):
        self.report, self.binary, self.source = report, binary, source
        self.name, self.home = source.name, work / source.name
        shutil.copytree(source, self.home)
        self.infra = self.home / "infra"

    def eksnet(self, *args, cwd=None, env=None):
        return run(self.binary, *args, cwd=cwd or self.home, env=env)

    def check(self, what, work):
        """Run one check: work returns problems, or (problems, detail)."""
        began = time.monotonic()
        try:
            result = work()
        except Exception as fault:  # a check that breaks is a check that failed, and the others still run
            result = [f"{type(fault).__name__}: {fault}"]
        problems, detail = result if isinstance(result, tuple) else (result, "")
        self.report.verdict(f"{self.name}: {what}", problems, detail, time.monotonic() - began)
        return not problems

    def all(self):
        if not self.check("check and gen", self.generate):
            return
        self.check("same bytes as snapshots/", self.snapshot)
        self.check("gen again changes nothing", self.idempotence)
        self.check("drift is found", self.drift)
        self.check("same bytes elsewhere, as somebody else", self.elsewhere)
        self.check("form of every file", lambda: contract.form(self.infra))
        self.check("ownership manifest", lambda: contract.manifest(self.infra))
        self.check("providers and keys", lambda: contract.terraform_text(self.infra))
        if self.name in SCRIPTED:
            self.scripts()
        self.terraform()
        self.check("what its README takes from Terraform is there", self.outputs)
        self.k8skit()

    def generate(self):
        checked = self.eksnet("check")
        if checked.returncode:
            return [f"check: exit {checked.returncode}", *(checked.stdout + checked.stderr).splitlines()]
        locked = ["--locked"] if (self.home / "eksnet.lock").exists() else []
        done = self.eksnet("gen", "--out", "infra", *locked)
        if done.returncode:
            return [f"gen: exit {done.returncode}", *(done.stdout + done.stderr).splitlines()]
        changed = difference(files_of(self.source), {k: v for k, v in files_of(self.home).items() if not k.startswith("infra/")})
        return changed, f"{len(files_of(self.infra))} files"

    def snapshot(self):
        wanted = ROOT / "snapshots" / self.name
        if (wanted / "infra").is_dir():
            wanted = wanted / "infra"
        if not wanted.is_dir():
            return [f"no snapshots/{self.name}"]
        return difference(files_of(wanted), files_of(self.infra))

    def idempotence(self):
        before = {p: p.stat().st_mtime_ns for p in self.infra.rglob("*") if p.is_file()}
        for args in (["gen", "--out", "infra", "--check"], ["gen", "--out", "infra"], ["gen", "--out", "infra", "--dry-run"]):
            done = self.eksnet(*args)
            if done.returncode:
                return [f"{' '.join(args)}: exit {done.returncode}", *(done.stdout + done.stderr).splitlines()]
        after = {p: p.stat().st_mtime_ns for p in self.infra.rglob("*") if p.is_file()}
        return sorted(str(p.relative_to(self.infra)) + " was written again" for p in after if before.get(p) != after[p])

    def drift(self):
        """One byte changed: --check shows it and exits 1, gen stops and keeps it, --force writes it anew."""
        victim = self.infra / "README.md"
        good = victim.read_bytes()
        victim.write_bytes(good.replace(b"e", b"E", 1))
        problems = []
        checked = self.eksnet("gen", "--out", "infra", "--check")
        if checked.returncode != 1:
            problems.append(f"--check of a changed file: exit {checked.returncode}")
        if not re.search(r"^\+", checked.stdout + checked.stderr, re.M) or "README.md" not in checked.stdout + checked.stderr:
            problems.append("--check shows no diff of README.md")
        plain = self.eksnet("gen", "--out", "infra")
        if plain.returncode != 1:
            problems.append(f"gen over a hand edit: exit {plain.returncode}")
        if victim.read_bytes() == good:
            problems.append("gen overwrote a hand edit without --force")
        forced = self.eksnet("gen", "--out", "infra", "--force")
        if forced.returncode or victim.read_bytes() != good:
            problems.append(f"--force: exit {forced.returncode}, file {'restored' if victim.read_bytes() == good else 'not restored'}")
        victim.write_bytes(good)
        return problems

    def elsewhere(self):
        """No clock, host, user, path or locale may show (G12)."""
        with tempfile.TemporaryDirectory() as other:
            home = Path(other) / "a b" / self.name
            shutil.copytree(self.source, home)
            env = {"PATH": "/nowhere", "HOME": other, "USER": "somebody", "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "COLUMNS": "40"}
            done = self.eksnet("gen", "--config", home / "eksnet.toml", "--out", home / "infra", cwd="/", env=env)
            if done.returncode:
                return [f"exit {done.returncode}: {done.stdout}{done.stderr}"]
            wanted, got = files_of(self.infra), files_of(home / "infra")
            return difference(wanted, got)

    def outputs(self):
        """A copy of the tree with the files that its README has written by `terraform output -raw NAME > FILE`."""
        self.whole = self.home / "with-outputs"
        shutil.copytree(self.infra, self.whole)
        wanted = re.findall(r"terraform output -raw (\w+) *> *(\S+)", (self.infra / "README.md").read_text())
        problems = []
        for name, file in wanted:
            saved = self.home / "saved-terraform/outputs.json"
            values = json.loads(saved.read_text()) if saved.exists() else {}
            target = (self.whole / "terraform" / file).resolve()
            if not isinstance(values.get(name, {}).get("value"), str):
                problems.append(f"no output {name} that is a string")
            elif not target.is_relative_to(self.whole.resolve()) or not target.parent.is_dir():
                problems.append(f"{file} is no place in the tree")
            else:
                target.write_text(values[name]["value"])
        return problems, ", ".join(file for _, file in wanted) or "nothing"

    def k8skit(self):
        done = run(sys.executable, HERE / "k8skit/check.py", "--json", "--without", "terraform", self.whole)
        judged = 0
        for line in done.stdout.splitlines():
            result = json.loads(line)
            check = f"{self.name}: k8skit {result['file']}"
            if result["status"] == "none":
                continue
            judged += 1
            if result["status"] == "skip":
                self.report.skip(check, "; ".join(result["facts"]))
            else:
                self.report.verdict(check, result["errors"], result["kind"])
        if done.returncode not in (0, 1) or not done.stdout:
            self.report.fail(f"{self.name}: k8skit", done.stderr.strip())

    def scripts(self):
        """The generated scripts against a made-up cluster: what they do, say, and survive."""
        tools = Path(sys.prefix).parent / "bin"  # a jq, for machines that have none
        done = run(sys.executable, HERE / "scripts/run.py", "--json", self.infra, env=os.environ | {"PATH": f"{os.environ['PATH']}:{tools}"})
        for line in done.stdout.splitlines():
            if line.startswith("skip"):
                self.report.skip(f"{self.name}: scripts", line.removeprefix("skip: "))
                continue
            result = json.loads(line)
            self.report.verdict(f"{self.name}: {result['case']}", [result["error"]] if "error" in result else [])
        if not done.stdout:
            self.report.fail(f"{self.name}: scripts", done.stderr.strip()[-500:])

    def terraform(self):
        roots = sorted(p.parent for p in self.infra.glob("*/main.tf"))
        if not roots:
            self.report.fail(f"{self.name}: terraform", "no Terraform root")
        saved = None
        for root in roots:  # terraform before terraform-addons
            saved = self.life(root, saved)
            self.tests(root)

    def life(self, root, before):
        """All stages of one root. A second root finds what the first one made, and its outputs as variables."""
        save = self.home / f"saved-{root.name}"
        command = [sys.executable, HERE / "tfdouble/run.py", "--json", "--tree", self.infra, root, "--save", save]
        world = self.home / ("world.json" if root.name == "terraform" else root.name.replace("terraform", "world", 1) + ".json")
        if world.exists():
            command += ["--world", world]
        elif before and root.name != "terraform":
            command += ["--world", contract.as_seed(before / "world.json", save.with_suffix(".seed.json"),
                                                     (self.infra / "scripts/adopt-vpc-cni.sh").exists())]
        if before and (variables := contract.variables_from(before / "outputs.json", root)):
            values = save.with_suffix(".tfvars.json")
            values.write_text(json.dumps(variables))
            command += ["--tfvars", values]
        result = self.tfdouble(root.name, command)
        if result and root.name == "terraform":
            self.check("network as the contract says", lambda: contract.network(save / "world.json"))
            for what, tree in self.changes():
                self.tfdouble(f"{root.name}, {what}", [sys.executable, HERE / "tfdouble/run.py", "--json", *tree])
        return save

    def tfdouble(self, what, command):
        done = run(*command)
        check = f"{self.name}: tfdouble {what}"
        try:
            result = json.loads(done.stdout)
        except ValueError:
            self.report.fail(check, done.stdout[-500:] + done.stderr[-500:])
            return None
        stages = " ".join(s["stage"] for s in result["stages"])
        if not result["ok"]:
            self.report.fail(check, f"{result['failed']['stage']}: {result['failed']['error']}", result["seconds"])
            return None
        change = f", change {'/'.join(map(str, result['changed']))}" if "changed" in result else ""
        self.report.ok(check, f"{stages}; {result['created']} objects{change}", result["seconds"])
        return result

    def tests(self, root):
        check = f"{self.name}: terraform test {root.name}"
        done = run(sys.executable, HERE / "tfdouble/tftest.py", "--json", "--tree", self.infra, root)
        try:
            result = json.loads(done.stdout)
        except ValueError:
            self.report.fail(check, done.stdout[-500:] + done.stderr[-500:])
            return
        failed = [f"{r['file']} {r['run']}" for r in result["runs"] if r["status"] != "pass"]
        self.report.verdict(check, [] if result["ok"] else failed + result["errors"],
                            f"{result['passed']} runs", result["seconds"])

    def changes(self):
        """A zone retired, and a zone added: for new VPCs with three zones. Yields a name and arguments for run.py."""
        text = (self.home / "eksnet.toml").read_text()
        data = tomllib.loads(text)
        zones = sorted(data.get("zones", {}))
        last = f"[zones.{zones[-1]}]" if zones else ""
        if len(zones) < 3 or "id" in data.get("vpc", {}) or text.count(last) != 1 or any(z.get("retired") for z in data["zones"].values()):
            return
        yield from self.change("a zone retired", text, text.replace(last, f"{last}\nretired = true"))
        if data["zones"][zones[-1]]:  # its blocks stand in the file: without it they would be given out
            return
        head, tail = text.split(last)
        rest = re.search(r"^\[", tail, re.M)
        yield from self.change("a zone added", head + (tail[rest.start():] if rest else ""), text)

    def change(self, what, first, second):
        """Two versions of the input over one lock file."""
        home = self.home / f"changed-{what.split()[-1]}"
        home.mkdir()
        trees = []
        for step, text in (("before", first), ("after", second)):
            (home / "eksnet.toml").write_text(text)
            done = self.eksnet("gen", "--out", step, cwd=home)
            if done.returncode:
                self.report.fail(f"{self.name}: {what}", f"gen {step}: exit {done.returncode}: {done.stdout}{done.stderr}")
                return
            trees.append(home / step / "terraform")
        yield what, [trees[0], "--then-tree", trees[1]]


def rust_counts(report, logs):
    """Take the test counts out of the logs of `cargo test`."""
    for log in logs:
        results = re.findall(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored", log.read_text(errors="replace"), re.M)
        passed, failed, ignored = (sum(int(r[i]) for r in results) for i in range(3))
        if not results:
            report.fail("cargo test", "no test result in its log")
            continue
        report.counts["passed"] += passed
        report.counts["failed"] += failed
        if failed:
            report.failures.append("cargo test")
        report.line("FAIL" if failed else "ok", "cargo test", f"{passed} passed, {failed} failed, {ignored} ignored")


def enter_venv():
    """PyYAML and jsonschema are in k8skit's environment."""
    cache = Path(os.environ.get("K8SKIT_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "k8skit")
    python = cache / "venv/bin/python"
    if not python.exists():
        sys.exit("not prepared: run k8skit/setup.sh first")
    if Path(sys.prefix).resolve() != (cache / "venv").resolve():
        os.execv(python, [str(python), "-B", *sys.argv])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, help="release build of eksnet")
    parser.add_argument("--rust-only", action="store_true", help="only add up the tests of cargo")
    parser.add_argument("--debug-binary", type=Path, help="debug build, which can be told to die")
    parser.add_argument("--cargo-log", type=Path, action="append", default=[], help="log of cargo test, for the totals")
    parser.add_argument("--keep", action="store_true", help="keep the generated trees and say where they are")
    parser.add_argument("examples", nargs="*")
    args = parser.parse_args()
    report, began = Report(), time.monotonic()
    if not args.rust_only:
        enter_venv()
    rust_counts(report, args.cargo_log)
    if args.rust_only:
        return report.close()
    if not args.binary or not args.binary.is_file():
        sys.exit("needs --binary")
    sources = sorted(p.parent for p in (ROOT / "examples").glob("*/eksnet.toml"))
    unknown = set(args.examples) - {s.name for s in sources}
    if unknown:
        sys.exit(f"no such example: {', '.join(sorted(unknown))}; there are {', '.join(s.name for s in sources)}")
    chosen = [s for s in sources if not args.examples or s.name in args.examples]
    if not chosen:
        report.fail("examples", "there are none")
    work = Path(tempfile.mkdtemp(prefix="eksnet-test-"))
    binary = args.binary.resolve()
    examples = [Example(report, binary, source, work) for source in chosen]
    with ThreadPoolExecutor(2) as pool:
        for example, done in [(e, pool.submit(e.all)) for e in examples]:
            if fault := done.exception():
                report.fail(f"{example.name}", f"{type(fault).__name__}: {fault}")
    if not args.examples:
        project.all(report, binary, args.debug_binary, work, {e.name: e for e in examples})
    if args.keep:
        print(f"kept: {work}")
    else:
        shutil.rmtree(work, ignore_errors=True)
    print(f"the engines took {time.monotonic() - began:.0f} s")
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
