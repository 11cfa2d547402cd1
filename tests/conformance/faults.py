"""Runs that are killed, disks that are full, and inputs that are wrong: nothing is lost, nothing half-written, the error has a code.

The debug build reads EKSNET_TEST_DIE_AFTER=<n> (abort right before the n-th change of the disk) and
EKSNET_TEST_ENOSPC_AFTER=<n> (from the n-th change on the disk is full); the release build does not.
"""
import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = re.compile(r"\bEN\d{3}\b")


def gen(binary, home, *args, **env):
    return subprocess.run([str(binary), "gen", "--out", "infra", *map(str, args)], cwd=home, capture_output=True, text=True,
                          env={"PATH": "/usr/bin:/bin", "NO_COLOR": "1", **env})


def tree(folder):
    """Relative path to bytes of what is below a folder; None for a link or anything else that is no file."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() and not p.is_symlink() else None
            for p in sorted(folder.rglob("*")) if not p.is_dir() or p.is_symlink()}


class Scenario:
    """Two states of one directory, and the input that leads from the first to the second."""

    def __init__(self, work, name, binary, first, second):
        self.name, self.home = name, work / name
        self.home.mkdir(parents=True)
        self.before, self.after = self.home / "before", self.home / "after"
        self.before.mkdir()
        if first is not None:
            (self.before / "eksnet.toml").write_text(first)
            done = gen(binary, self.before)
            assert done.returncode == 0, done.stdout + done.stderr
            (self.before / "infra/terraform/mine.tf").write_text("# not eksnet's\n")
        (self.before / "eksnet.toml").write_text(second)
        shutil.copytree(self.before, self.after)
        done = gen(binary, self.after)
        assert done.returncode == 0, done.stdout + done.stderr
        self.old, self.new = tree(self.before), tree(self.after)

    def copy(self):
        now = self.home / "now"
        shutil.rmtree(now, ignore_errors=True)
        shutil.copytree(self.before, now)
        return now

    def half_written(self, now):
        """Files that are neither as before nor as after, temporary ones aside; and files of others that changed."""
        out = []
        for name, data in tree(now).items():
            if data in (self.old.get(name), self.new.get(name)) and (name in self.old or name in self.new):
                continue
            if re.search(r"\.eksnet-tmp$|\.eksnet\.json\.next$|eksnet\.lock\.", name):
                continue
            out.append(f"{name} is neither old nor new")
        out += [f"{name} is gone" for name in self.old.keys() & self.new.keys() - tree(now).keys()]
        return out


def scenarios(work, binary):
    text = (ROOT / "examples/managed-and-spot/eksnet.toml").read_text()
    without = text[:text.index("[nodes.batch]")]  # the last group: fewer files, other files
    yield Scenario(work, "first run", binary, None, text)
    yield Scenario(work, "an edit", binary, text, without)
    helm = (ROOT / "examples/existing-vpc-transit-gateway/eksnet.toml").read_text()
    yield Scenario(work, "another install", binary, helm, helm.replace('install = "helm"', 'install = "manifests"'))


def killed(report, binary, scenario):
    """Kill the run before each of its changes."""
    problems, n = [], 0
    while n < 2000:
        n += 1
        now = scenario.copy()
        done = gen(binary, now, EKSNET_TEST_DIE_AFTER=str(n))
        if done.returncode == 0:
            break
        if done.returncode > 0:
            problems.append(f"step {n}: exit {done.returncode}: {done.stdout}{done.stderr}")
            break
        problems += [f"killed before change {n}: {p}" for p in scenario.half_written(now)]
        changed = tree(now) != scenario.old
        again = gen(binary, now)
        if again.returncode:
            problems.append(f"killed before change {n}: the next run: exit {again.returncode}: {again.stdout}{again.stderr}")
            continue
        if changed and not re.search(r"interrupted|finish", again.stdout + again.stderr):
            problems.append(f"killed before change {n}: the next run does not say that it finished the job: {again.stdout[:300]}")
        if tree(now) != scenario.new:
            other = sorted(k for k in tree(now).keys() | scenario.new.keys() if tree(now).get(k) != scenario.new.get(k))
            problems.append(f"killed before change {n}: after the next run these differ: {other[:5]}")
        checked = gen(binary, now, "--check")
        if checked.returncode:
            problems.append(f"killed before change {n}: --check afterwards: exit {checked.returncode}: {checked.stdout[:300]}")
    if n < 3:
        problems.append("the build does not die when it is told to: no debug build, or the hook is gone")
    report.verdict(f"killed before every change of the disk: {scenario.name}", problems, f"{n - 1} times")


def full(report, binary, scenario):
    """The disk is full from each change on."""
    problems, n = [], 0
    while n < 2000:
        n += 1
        now = scenario.copy()
        done = gen(binary, now, EKSNET_TEST_ENOSPC_AFTER=str(n))
        if done.returncode == 0:
            break
        if done.returncode not in (1, 2) or not CODE.search(done.stdout + done.stderr):
            problems.append(f"full at change {n}: exit {done.returncode}, without a code: {done.stdout}{done.stderr}")
        problems += [f"full at change {n}: {p}" for p in scenario.half_written(now)]
        again = gen(binary, now)
        if again.returncode or tree(now) != scenario.new:
            problems.append(f"full at change {n}: the next run does not finish: exit {again.returncode} {again.stdout}{again.stderr}")
    if n < 3:
        problems.append("the disk was never full")
    report.verdict(f"a disk that fills up at every change: {scenario.name}", problems, f"{n - 1} times")


def really_full(report, binary, scenario, work):
    """A real file system with no room: a small tmpfs in a mount namespace of its own, where that is allowed."""
    mount = work / "small"
    mount.mkdir()
    q = shlex.quote
    script = (f"mount -t tmpfs -o size=48k none {q(str(mount))} && cp -r {q(str(scenario.before))}/. {q(str(mount))}/ && cd {q(str(mount))} && "
              f"{q(str(binary))} gen --out infra; echo exit=$?")
    done = subprocess.run(["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"]), "bash", "-c", script],
                          capture_output=True, text=True)
    told = done.stdout + done.stderr
    if "exit=" not in told:
        report.skip("a file system with no room", f"no mount namespace here: {told.strip()[-100:]}")
        return
    problems = [] if re.search(r"exit=[12]\b", told) and "EN904" in told and not "cannot stat" in told else [told]
    report.verdict("a file system with no room", problems)


def wrong(report, binary, work):
    """Every kind of bad input of the issue: a coded error, exit 1 or 2, nothing written."""
    text = (ROOT / "examples/managed-and-spot/eksnet.toml").read_text()
    made = work / "made"
    made.mkdir()
    (made / "eksnet.toml").write_text(text)
    gen(binary, made)
    lock = (made / "eksnet.lock").read_text()

    def sub(old, new):
        assert text.count(old) >= 1, old
        return text.replace(old, new, 1)

    inputs = {
        "missing file": None,
        "not UTF-8": text.encode().replace(b"shop", b"sh\xffp"),
        "empty file": b"",
        "broken TOML": sub("[vpc]", "[vpc"),
        "unknown key": sub("secondary_cidrs", "secondry_cidrs"),
        "wrong type": sub('cidr = "10.40.0.0/20"', "cidr = 10"),
        "impossible CIDR": sub("10.40.0.0/20", "10.400.0.0/20"),
        "host bits": sub("10.40.0.0/20", "10.40.0.1/20"),
        "unknown region": sub("eu-west-1\"", "eu-west-9\""),
        "unknown zone letter": sub("[zones.eu-west-1c]", "[zones.eu-west-1z]"),
        "zone of another region": sub("[zones.eu-west-1c]", "[zones.us-east-1c]"),
        "unknown instance type": sub("m6i.large", "m6i.lorge"),
        "newer schema": sub("schema = 1", "schema = 2"),
        "NUL bytes": b"\0" * 100,
        "a megabyte of brackets": b"a = " + b"[" * 1_000_000,
    }
    for name, data in inputs.items():
        with tempfile.TemporaryDirectory(dir=work) as home:
            home = Path(home)
            if data is not None:
                (home / "eksnet.toml").write_bytes(data if isinstance(data, bytes) else data.encode())
            refuse(report, binary, home, f"bad input: {name}", "--config", "eksnet.toml")

    def place(name, prepare, *args, lock_too=True):
        with tempfile.TemporaryDirectory(dir=work) as home:
            home = Path(home)
            shutil.copytree(made, home, dirs_exist_ok=True)
            shutil.rmtree(home / "infra")
            prepare(home)
            refuse(report, binary, home, f"bad place: {name}", *args)

    place("--out is a file", lambda h: (h / "infra").write_text("x\n"))
    place("--out is a link", lambda h: ((h / "else").mkdir(), (h / "infra").symlink_to("else")))
    place("a folder of the tree is a link", lambda h: ((h / "else").mkdir(), (h / "infra").mkdir(), (h / "infra/terraform").symlink_to("../else")))
    place("--out cannot be written", lambda h: None, "--out", "/proc/self/infra")
    place("a link where a file belongs", lambda h: ((h / "infra").mkdir(), (h / "infra/README.md").symlink_to("/etc/hostname")))
    place("a folder where a file belongs", lambda h: (h / "infra/README.md").mkdir(parents=True))
    place("a file of somebody else's", lambda h: ((h / "infra").mkdir(), (h / "infra/README.md").write_text("mine\n")))
    place("corrupt lock", lambda h: (h / "eksnet.lock").write_text(lock[: len(lock) // 2] + "[[["))
    place("lock of a newer version", lambda h: (h / "eksnet.lock").write_text(lock.replace("schema = 1", "schema = 99", 1)))
    place("lock with host bits", lambda h: (h / "eksnet.lock").write_text(lock.replace(".0/24", ".7/24", 1)))
    place("lock that moves a block, --locked", lambda h: (h / "eksnet.lock").unlink(), "--locked")

    manifest = json.loads((made / "infra/.eksnet.json").read_text())
    victim = work / "victim.txt"

    def tampered(change):
        def prepare(home):
            shutil.copytree(made / "infra", home / "infra")
            data = json.loads(json.dumps(manifest))
            result = change(data)
            (home / "infra/.eksnet.json").write_text(result if isinstance(result, str) else json.dumps(data))
        return prepare

    victim.write_text("precious\n")
    hashed = next(iter(manifest["files"].values()))
    for name, change in {
        "not JSON": lambda d: "{",
        "a list": lambda d: "[]",
        "newer version": lambda d: d.update(version=99),
        "a path that leaves": lambda d: d["files"].update({"../../victim.txt": hashed}),
        "an absolute path": lambda d: d["files"].update({str(victim): hashed}),
        "a state file": lambda d: d["files"].update({"terraform/terraform.tfstate": hashed}),
        "no hash": lambda d: d["files"].update({"README.md": 7}),
    }.items():
        place(f"manifest: {name}", tampered(change))
    if victim.read_text() != "precious\n":
        report.fail("bad place: manifest", "a file outside was touched")


def refuse(report, binary, home, name, *args):
    before = tree(home)
    out = [] if "--out" in args else ["--out", "infra"]
    try:
        done = subprocess.run([str(binary), "gen", *out, *args], cwd=home, capture_output=True, timeout=20,
                              env={"PATH": "/usr/bin:/bin", "NO_COLOR": "1"})
    except subprocess.TimeoutExpired:
        report.fail(name, "still running after 20 s")
        return
    told = (done.stdout + done.stderr).decode(errors="replace")
    problems = []
    if done.returncode not in (1, 2):
        problems.append(f"exit {done.returncode}: {told[-400:]}")
    if not CODE.search(told):
        problems.append(f"no code: {told[-400:]}")
    if re.search(r"panicked|bug in eksnet", told):
        problems.append(f"a panic: {told[-400:]}")
    if tree(home) != before:
        changed = sorted(k for k in tree(home).keys() | before.keys() if tree(home).get(k, b"?") != before.get(k, b"?"))
        problems.append(f"something was written: {changed[:5]}")
    report.verdict(name, problems, ", ".join(sorted(set(CODE.findall(told)))))


def all(report, binary, debug_binary, work):
    work = work / "faults"
    work.mkdir()
    wrong(report, binary, work)
    if not debug_binary or not debug_binary.exists():
        report.skip("killed before every change of the disk", "no debug build")
        return
    for number, scenario in enumerate(scenarios(work, debug_binary)):
        killed(report, debug_binary, scenario)
        full(report, debug_binary, scenario)
        if number == 0:
            really_full(report, binary, scenario, work)
    shutil.rmtree(work, ignore_errors=True)
