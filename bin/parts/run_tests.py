"""Run every test: on SQLite, in a real browser, and on PostgreSQL. ``bin/test`` calls this."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from missing import IN_CI, Need, provide

ROOT = Path(__file__).resolve().parents[2]
SIDE_BY_SIDE = ["-n", "2", "--dist", "loadfile"]
NO_TESTS_COLLECTED = 5


@dataclass
class Tally:
    """How many tests passed and how many did not, over several runs."""

    passed: int = 0
    failed: int = 0
    left_out: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.failed

    def closing_lines(self) -> str:
        notes = [f"Left out: {each}" for each in self.left_out]
        return "\n".join([*notes, f"{self.passed} passed, {self.failed} failed"])


def run_all() -> Tally:
    """Run everything this machine can run. What is missing counts as failed where CI=true."""
    tally = Tally()
    missing = {need.name: need for need in provide("chromium", "postgresql", "gettext")}
    for need in missing.values():
        leave_out(need, tally)

    run("quick tests, on SQLite", [*SIDE_BY_SIDE, "-m", "not slow and not journey"], tally)
    run("slow tests, on SQLite", [*SIDE_BY_SIDE, "-m", "slow and not journey"], tally, may_be_empty=True)
    if "Chromium" not in missing:
        run("journeys in a real browser", ["-m", "journey"], tally, may_be_empty=True)
    if "PostgreSQL" not in missing:
        with ExitStack() as stack:
            sys.path.insert(0, str(ROOT / "tests"))
            from servers import postgresql

            database = stack.enter_context(postgresql())
            quick = [*SIDE_BY_SIDE, "-m", "not slow and not journey"]
            run("quick tests, on PostgreSQL", quick, tally, database=database)
            slow = [*SIDE_BY_SIDE, "-m", "slow and not journey"]
            run("slow tests, on PostgreSQL", slow, tally, database=database, may_be_empty=True)
    return tally


def leave_out(need: Need, tally: Tally) -> None:
    note = f"{need.name} is not installed here and could not be installed: {need.without}."
    print(note, flush=True)
    tally.left_out.append(note)
    tally.failed += IN_CI


def run(
    what: str, options: list[str], tally: Tally, *, database: str | None = None, may_be_empty: bool = False
) -> None:
    """Run pytest once and add what came of it."""
    print(f"\n— {what}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.xml"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FIRSTHAND_")}
        if database:
            environment["FIRSTHAND_DATABASE_URL"] = database
        begun = time.monotonic()
        status = pytest([*options, "-q", f"--junitxml={report}"], environment)
        print(f"({time.monotonic() - begun:.0f} s)", flush=True)
        passed, failed = counted(report)
    if status not in {0, 1} and not failed and not (status == NO_TESTS_COLLECTED and may_be_empty):
        failed = 1
    tally.passed += passed
    tally.failed += failed


def pytest(options: list[str], environment: dict[str, str] | None = None) -> int:
    command = [sys.executable, "-m", "pytest", *options]
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False
    ).returncode


def counted(report: Path) -> tuple[int, int]:
    """Return how many tests passed and how many failed, from the report pytest wrote. A skipped one is neither."""
    if not report.exists():
        return 0, 0
    suites = ElementTree.parse(report).getroot().iter("testsuite")
    passed = failed = 0
    for suite in suites:
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        failed += bad
        passed += int(suite.get("tests", 0)) - bad - int(suite.get("skipped", 0))
    return passed, failed


if __name__ == "__main__":
    if len(sys.argv) > 1:
        provide("chromium", "postgresql", "gettext")
        sys.exit(pytest(sys.argv[1:]))
    tally = run_all()
    print(f"\n{tally.closing_lines()}", flush=True)
    sys.exit(0 if tally.is_good else 1)
