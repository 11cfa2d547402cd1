#!/usr/bin/env python3
"""Run the generated scripts of a tree against a made-up cluster, and look at what they did and said.

    run.py INFRA [--json]

INFRA is a generated tree. `aws`, `kubectl` and `sleep` are fake.py; bash and jq are real. Prints one line a case and
exits 1 if one failed. Without jq: one line that says so, exit 0.
"""
import copy
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Cluster:
    """A made-up cluster that is as the tree wants it, and the scripts of that tree."""

    def __init__(self, infra, work):
        self.infra, self.work = infra, work
        verify = (infra / "scripts/verify.sh").read_text()
        self.name = re.search(r"cluster='([^']*)'", verify)[1]
        blocks = dict(re.findall(r"^  \['([a-z0-9-]+)'\]='([0-9./]+)'$", verify, re.M))
        self.zones = sorted(blocks)
        env = {}
        for container, key, value in re.findall(r"^expect_env (\S+) (\S+) '?([^'\n]*)'?$", verify, re.M):
            env.setdefault(container, []).append({"name": key, "value": value})
        types = dict(re.findall(r"^  \['([a-z0-9.-]+)'\]=(\d+) ", verify, re.M))
        self.type, self.pods = next(iter(sorted(types.items())), ("m5.large", "20"))
        ids = {zone: f"subnet-pod{i}" for i, zone in enumerate(self.zones)}
        self.state = {
            "endpoint": "https://A.eks.amazonaws.com", "server": "https://a.eks.amazonaws.com", "log": [], "count": 0, "least_ready": 99,
            "groups": {"asg": {"desired": 3, "max": 5}}, "blocked": [], "events": [],
            "addons": {"vpc-cni": {"status": "ACTIVE", "health": {"issues": []}}} if "describe-addon " in verify else {},
            "aws_node_env": ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_WEB_IDENTITY_TOKEN_FILE"],
            "eniconfigs": ids, "subnets": {i: {"zone": z, "cidr": blocks[z], "free": 5000} for z, i in ids.items()},
            "daemonset": {
                "metadata": {}, "status": {"desiredNumberScheduled": 3, "numberReady": 3, "updatedNumberScheduled": 3},
                "spec": {"template": {"spec": {
                    "containers": [{"name": "aws-node", "image": "x/amazon-k8s-cni:v1.20.4", "env": env.get("aws-node", [])}],
                    "initContainers": [{"name": "aws-vpc-cni-init", "image": "x", "env": env.get("aws-vpc-cni-init", [])}]}}}},
            "objects": {}, "nodes": []}
        for i in range(3):
            zone = self.zones[i % len(self.zones)]
            first = blocks[zone].split("/")[0].rsplit(".", 1)[0]
            self.state["nodes"].append({
                "name": f"node-{i}", "instance": f"i-{i}", "zone": zone, "group": "asg", "ready": True, "cordoned": False, "drained": False,
                "annotations": {}, "labels": {}, "type": self.type, "pods": int(self.pods), "pod_ips": [f"{first}.{20 + i}"],
                "interfaces": ["subnet-node", ids[zone]]})

    def run(self, script, *args, answers="", kill_after=None, state=None):
        """Exit status, output and the cluster afterwards."""
        state = state if state is not None else self.state
        file = self.work / "state.json"
        file.write_text(json.dumps(state))
        tools = self.work / "bin"
        tools.mkdir(exist_ok=True)
        for tool in ("aws", "kubectl", "sleep"):
            if not (tools / tool).exists():
                (tools / tool).symlink_to(HERE / "fake.py")
        env = {"PATH": f"{tools}:{os.environ['PATH']}", "FAKE_STATE": str(file), "HOME": str(self.work)}
        if kill_after is not None:
            env["FAKE_KILL_AFTER"] = str(kill_after)
        # The scripts ask on the terminal, so they get one.
        lead, follow = pty.openpty()
        os.write(lead, answers.encode())
        command = ["bash", "-c", 'export FAKE_SCRIPT=$$; exec bash "$@"', "-", str(self.infra / "scripts" / script), *args]
        done = subprocess.run(command, env=env, stdin=follow, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=120, preexec_fn=lambda: terminal(follow))
        os.close(lead)
        os.close(follow)
        return done.returncode, done.stdout, json.loads(file.read_text())


def terminal(fd):
    import fcntl
    import termios
    os.setsid()
    fcntl.ioctl(fd, termios.TIOCSCTTY, 0)


def stale(cluster, *numbers):
    """The cluster with nodes that joined before the switch."""
    state = copy.deepcopy(cluster.state)
    for n in numbers:
        state["nodes"][n]["interfaces"] = ["subnet-node", "subnet-node"]
    return state


def want(condition, text):
    if not condition:
        raise AssertionError(text)


def cycle_dry_run(c):
    state = stale(c, 0, 2)
    code, text, after = c.run("cycle-nodes.sh", "--dry-run", state=state)
    want(code == 0 and not after["log"], f"{code} {text}")
    want("node-0" in text and "node-2" in text and "node-1" not in text, text)


def cycle_replaces_stale_nodes(c):
    code, text, after = c.run("cycle-nodes.sh", answers="yes\nyes\n", state=stale(c, 0, 2))
    names = {n["name"] for n in after["nodes"]}
    want(code == 0 and names == {"node-1", "new-1", "new-2"}, f"{code} {names} {text}")
    want(after["groups"]["asg"]["desired"] == 3, "the group must be as large as before")
    want(after["least_ready"] == 3, "a new node must be ready before the old one is drained")
    steps = [line.split()[0] for line in after["log"]]
    want(steps == ["annotate", "set-desired-capacity", "cordon", "drain", "terminate"] * 2, str(after["log"]))
    want(c.run("cycle-nodes.sh", state=after)[1].startswith("nothing to do"), "a second run finds nothing")


def cycle_asks(c):
    code, text, after = c.run("cycle-nodes.sh", answers="skip\nquit\n", state=stale(c, 0, 2))
    want(code == 0 and not after["log"], f"{code} {text} {after['log']}")


def cycle_respects_disruption_budgets(c):
    state = stale(c, 0) | {"blocked": ["node-0"]}
    code, text, after = c.run("cycle-nodes.sh", answers="yes\n", state=state)
    want(code == 1 and "node-0 is not empty" in text, f"{code} {text}")
    want(not any(line.startswith("terminate") for line in after["log"]), str(after["log"]))
    code, text, after = c.run("cycle-nodes.sh", answers="yes\n", state=after | {"blocked": []})
    want(code == 0 and after["groups"]["asg"]["desired"] == 3 and "new-2" not in str(after["nodes"]), f"{text} {after['log']}")


def cycle_can_be_killed_anywhere(c):
    for at in range(1, 7):  # five changes a node, and the first of the next one
        code, _, after = c.run("cycle-nodes.sh", answers="yes\nyes\n", kill_after=at, state=stale(c, 0, 2))
        want(code == -9 and len(after["log"]) == at, f"not killed after {at}: {code} {after['log']}")
        code, text, after = c.run("cycle-nodes.sh", answers="yes\nyes\n", state=after)
        names = {n["name"] for n in after["nodes"]}
        want(code == 0 and len(names) == 3 and not names & {"node-0", "node-2"}, f"killed after {at}: {code} {names} {text}")
        want(after["groups"]["asg"]["desired"] == 3, f"killed after {at}: {after['log']}")
        want("LOST" not in str(after["log"]), f"killed after {at}: {after['log']}")


def cycle_at_the_maximum(c):
    state = stale(c, 0)
    state["groups"]["asg"]["max"] = 3
    code, text, after = c.run("cycle-nodes.sh", answers="yes\n", state=state)
    want(code == 1 and "at its maximum" in text and not after["log"], f"{code} {text} {after['log']}")
    code, text, after = c.run("cycle-nodes.sh", "--no-surge", answers="yes\n", state=state)
    want(code == 0 and len(after["nodes"]) == 3 and "node-0" not in str(after["nodes"]), f"{code} {text}")


def cycle_other_cluster(c):
    code, text, after = c.run("cycle-nodes.sh", state=c.state | {"server": "https://b"})
    want(code == 1 and "kubectl talks to" in text, text)


def verify_is_content(c):
    code, text, _ = c.run("verify.sh")
    want(code == 0 and text.rstrip().endswith("all well"), f"{code} {text}")


def verify_finds(change, *wanted):
    def case(c):
        state = copy.deepcopy(c.state)
        change(c, state)
        code, text, _ = c.run("verify.sh", state=state)
        failed = "\n".join(line for line in text.splitlines() if line.startswith("FAIL"))
        want(code == 1 and all(re.search(w, failed) for w in wanted), f"{code} {text}")
    return case


def remove_eniconfig(c, s):
    del s["eniconfigs"][c.zones[0]]


def rename_eniconfig(c, s):
    s["eniconfigs"]["a"] = s["eniconfigs"].pop(c.zones[0])


def swap_subnets(c, s):
    s["eniconfigs"][c.zones[0]] = s["eniconfigs"][c.zones[-1]]


def set_env(c, s):
    s["daemonset"]["spec"]["template"]["spec"]["containers"][0]["env"][0]["value"] = "perhaps"


def of_node(**facts):
    return lambda c, s: s["nodes"][0].update(facts)


VERIFY = {
    "verify: a zone without ENIConfig": verify_finds(remove_eniconfig, r"ENIConfig \S+ is missing"),
    "verify: an ENIConfig named by its letter": verify_finds(rename_eniconfig, r"ENIConfig a is no zone"),
    "verify: an ENIConfig with another zone's subnet": verify_finds(swap_subnets, r"names subnet-pod\d, which is"),
    "verify: a full subnet": verify_finds(lambda c, s: s["subnets"]["subnet-pod0"].update(free=3), r"is full: 3 addresses"),
    "verify: a node without an interface in a pod subnet": verify_finds(of_node(interfaces=["subnet-node"]), r"no network interface in a pod subnet"),
    "verify: a pod outside the pod range": verify_finds(of_node(pod_ips=["10.1.2.3"]), r"outside \S+: 10\.1\.2\.3"),
    "verify: a node in another zone": verify_finds(of_node(zone="eu-west-9z"), r"has no pod subnet"),
    "verify: a node that is not ready": verify_finds(of_node(ready=False), r"is not ready"),
    "verify: an annotation that beats the zone": verify_finds(of_node(annotations={"k8s.amazonaws.com/eniConfig": "x"}), r"annotation .* beats"),
    "verify: a label that beats the zone": verify_finds(of_node(labels={"vpc.amazonaws.com/externalEniConfig": "x"}), r"label .* beats"),
    "verify: more pods than addresses": verify_finds(of_node(pods=999), r"takes 999 pods"),
    "verify: a setting that is not in force": verify_finds(set_env, r"is 'perhaps', not"),
    "verify: pods without an address": verify_finds(
        lambda c, s: s["events"].append({"message": "failed to assign an IP address to container", "involvedObject": {"namespace": "n", "name": "p"}}),
        r"without an address .*n/p"),
}
CYCLE = {
    "cycle: a dry run names the stale nodes and touches nothing": cycle_dry_run,
    "cycle: a new node first, then drain, then terminate": cycle_replaces_stale_nodes,
    "cycle: asks, and takes no for an answer": cycle_asks,
    "cycle: what cannot be drained stays": cycle_respects_disruption_budgets,
    "cycle: killed after each step, it goes on": cycle_can_be_killed_anywhere,
    "cycle: a group at its maximum": cycle_at_the_maximum,
    "cycle: another cluster's kubeconfig": cycle_other_cluster,
}


def adoptable(c):
    kinds = ["daemonset/aws-node", "serviceaccount/aws-node", "configmap/amazon-vpc-cni", "clusterrole/aws-node", "clusterrolebinding/aws-node"]
    return copy.deepcopy(c.state) | {"addons": {}, "objects": {k: {"annotations": {}, "labels": {}} for k in kinds}}


def adopt_marks_every_object(c):
    state = adoptable(c)
    code, text, after = c.run("adopt-vpc-cni.sh", "--dry-run", state=state)
    want(code == 0 and not after["log"] and text.count("would run: kubectl label") == 5, f"{code} {text}")
    code, text, after = c.run("adopt-vpc-cni.sh", state=state)
    marked = {"meta.helm.sh/release-name": "aws-vpc-cni", "meta.helm.sh/release-namespace": "kube-system"}
    want(code == 0 and all(o["annotations"] == marked and o["labels"] == {"app.kubernetes.io/managed-by": "Helm"} for o in after["objects"].values()), text)
    again = c.run("adopt-vpc-cni.sh", state=after)
    want(again[0] == 0 and again[2]["log"] == after["log"], f"a second run changes nothing: {again[1]}")


def adopt_leaves_others_alone(c):
    state = adoptable(c)
    state["objects"]["clusterrole/aws-node"]["annotations"]["meta.helm.sh/release-name"] = "other"
    code, text, after = c.run("adopt-vpc-cni.sh", state=state)
    want(code == 1 and "belongs to Helm release other" in text and not after["log"], f"{code} {text}")
    code, text, after = c.run("adopt-vpc-cni.sh", state=adoptable(c) | {"addons": {"vpc-cni": {}}})
    want(code == 1 and "delete-addon" in text, f"{code} {text}")


def compare_default_installation(c):
    state = copy.deepcopy(c.state) | {"addons": {}, "objects": {"serviceaccount/aws-node": {"annotations": {}, "labels": {}}}}
    role = re.search(r"role_arn='([^']*)'", (c.infra / "scripts/compare-vpc-cni.sh").read_text())[1]
    if role:
        state["objects"]["serviceaccount/aws-node"]["annotations"]["eks.amazonaws.com/role-arn"] = role
    state["daemonset"]["spec"]["template"]["spec"]["containers"][0]["env"] = [{"name": "WARM_ENI_TARGET", "value": "1"}, {"name": "MY_NODE_NAME", "valueFrom": {}}]
    code, text, _ = c.run("compare-vpc-cni.sh", state=state)
    want(code == 0 and "drops nothing" in text, f"{code} {text}")
    state["daemonset"]["spec"]["template"]["spec"]["containers"][0]["env"].append({"name": "AWS_VPC_K8S_CNI_LOGLEVEL", "value": "ERROR"})
    code, text, _ = c.run("compare-vpc-cni.sh", state=state)
    want(code == 1 and "AWS_VPC_K8S_CNI_LOGLEVEL is 'ERROR'" in text, f"{code} {text}")


OTHERS = {
    "adopt-vpc-cni.sh": {"adopt: every object, once": adopt_marks_every_object, "adopt: what belongs to others": adopt_leaves_others_alone},
    "compare-vpc-cni.sh": {"compare: EKS's own installation, and an edited one": compare_default_installation},
}


def main():
    infra = Path(next(a for a in sys.argv[1:] if not a.startswith("--")))
    if not shutil.which("jq"):
        print("skip: jq is not installed")
        return 0
    cases = CYCLE | {"verify: a healthy cluster": verify_is_content} | VERIFY
    for script, more in OTHERS.items():
        cases |= more if (infra / "scripts" / script).exists() else {}
    results = []
    for name, case in cases.items():
        with tempfile.TemporaryDirectory() as work:
            try:
                case(Cluster(infra, Path(work)))
                results.append({"case": name, "ok": True})
            except (AssertionError, subprocess.TimeoutExpired) as error:
                results.append({"case": name, "ok": False, "error": str(error)})
    for result in results:
        print(json.dumps(result) if "--json" in sys.argv else f"{'ok  ' if result['ok'] else 'FAIL'} {result['case']}{': ' + result['error'] if not result['ok'] else ''}")
    return int(not all(result["ok"] for result in results))


if __name__ == "__main__":
    sys.exit(main())
