"""Every check, by name and with its time. ``bin/check`` calls this, and continuous integration calls that."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from shutil import which

from missing import IN_CI, provide
from run_tests import Tally, run_all

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent

Outcome = tuple[bool, str]
"""Whether the step passed, and what it said."""


def tool(*words: str, **environment: str) -> Callable[[], Outcome]:
    """Return a step that runs one program of our environment."""
    return lambda: ran([str(TOOLS / words[0]), *words[1:]], environment)


def ran(command: list[str], environment: dict[str, str] | None = None, *, cwd: Path = ROOT) -> Outcome:
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout


def deployment() -> Outcome:
    """Ask Django whether a place is safe as an operator would run it: behind HTTPS, on a host of its own."""
    with tempfile.TemporaryDirectory() as data:
        as_operated = {
            "FIRSTHAND_DATA": data,
            "FIRSTHAND_HTTPS": "yes",
            "FIRSTHAND_HOSTS": "stories.example",
            "FIRSTHAND_SECRET_KEY": os.urandom(40).hex(),
        }
        return tool("firsthand", "manage", "check", "--deploy", "--fail-level", "WARNING", **as_operated)()


def translations() -> Outcome:
    if provide("gettext"):
        return not IN_CI, "gettext is not installed here and could not be installed: not checked."
    return ran([sys.executable, str(ROOT / "bin" / "parts" / "translate.py"), "--check"])


def scripts() -> Outcome:
    """Let Node, where there is one, read every script as a module. Nothing of ours needs Node."""
    node = which("node")
    if node is None:
        return True, "Node is not installed here: not checked."
    files = sorted((ROOT / "src").rglob("static/**/*.js"))
    said = []
    with tempfile.TemporaryDirectory() as scratch:
        for file in files:
            module = Path(scratch) / f"{file.stem}.mjs"
            module.write_text(file.read_text())
            good, reason = ran([node, "--check", str(module)])
            if not good:
                said.append(f"{file.relative_to(ROOT)}: {reason}")
    return not said, "\n".join(said)


def audit() -> Outcome:
    """Ask whether a package we install is known to be vulnerable. No network is no fault."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        options = [
            "--requirement",
            "requirements.lock",
            "--require-hashes",
            "--disable-pip",
            "--progress-spinner=off",
        ]
        told = ["--timeout=15", "--format=json", f"--output={report}"]
        _, said = ran([str(TOOLS / "pip-audit"), *options, *told])
        if not report.exists() or not report.read_text().strip():
            return True, f"LEFT OUT: the list of vulnerabilities could not be reached. {last_line(said)}"
        packages = json.loads(report.read_text())["dependencies"]
    found = [
        f"{each['name']} {each['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version'}"
        for each in packages
        for fault in each.get("vulns", [])
    ]
    return not found, "\n".join(found)


def last_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[-1][:200]


STEPS: dict[str, Callable[[], Outcome]] = {
    "format": tool("ruff", "format", "--check", "."),
    "lint": tool("ruff", "check", "."),
    "types": tool("mypy"),
    "floors": tool("lint-imports"),
    "templates": tool("djlint", "--lint", "--quiet", "src"),
    "migrations": tool("firsthand", "manage", "makemigrations", "--check", "--dry-run"),
    "deployment": deployment,
    "translations": translations,
    "spelling": tool("codespell"),
    "scripts": scripts,
    "audit": audit,
}


def main(asked: list[str]) -> int:
    unknown = set(asked) - {*STEPS, "tests"}
    if unknown:
        print(
            f"There is no step {', '.join(sorted(unknown))}. The steps are: {', '.join([*STEPS, 'tests'])}."
        )
        return 1
    failed, lines = [], []
    for name, step in STEPS.items():
        if asked and name not in asked:
            continue
        begun = time.monotonic()
        good, said = step()
        line = f"{name:<13} {'ok' if good else 'FAILED':<7} {time.monotonic() - begun:6.1f} s"
        lines.append(line)
        print(line, flush=True)
        if not good:
            failed.append(name)
        if said.strip() and (not good or "LEFT OUT" in said or "not checked" in said):
            print(said.rstrip(), flush=True)
    tally = None
    if not asked or "tests" in asked:
        tally = tests(lines)
        if not tally.is_good:
            failed.append("tests")
    print("\n" + "\n".join(lines))
    print(f"Failed: {', '.join(failed)}." if failed else "All steps passed.")
    if tally:
        print(tally.closing_lines(), flush=True)
    return 1 if failed else 0


def tests(lines: list[str]) -> Tally:
    begun = time.monotonic()
    tally = run_all()
    lines.append(f"{'tests':<13} {'ok' if tally.is_good else 'FAILED':<7} {time.monotonic() - begun:6.1f} s")
    return tally


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
