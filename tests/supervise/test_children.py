"""The processes of a place: begun again when they die, later each time, and ended by force when they do not end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

from servers import clean_environment

SCRIPT = """
import signal, sys, time
from functools import partial
from pathlib import Path
from firsthand.supervise import children
from firsthand.supervise.children import Child, Children

children.FIRST_PAUSE, children.GRACE = 0.05, 0.3
notes = Path(sys.argv[1])

def note(line):
    with notes.open("a") as file:
        file.write(line + "\\n")

def stay():
    note("stay")
    while True:
        time.sleep(60)

def die():
    note("die")
    raise SystemExit(3)

def refuse_to_end():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    note("refuse")
    while True:
        time.sleep(60)

parts = Children([Child(name, {{"stay": stay, "die": die, "refuse": refuse_to_end}}[name]) for name in {names}])
parts.begin()
print("begun", flush=True)
try:
    parts.watch()
finally:
    parts.end()
"""


def started(names: list[str], notes: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", textwrap.dedent(SCRIPT).format(names=names), str(notes)],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def wait_for(notes: Path, word: str, times: int) -> None:
    end = time.monotonic() + 30
    while not notes.exists() or notes.read_text().split().count(word) < times:
        assert time.monotonic() < end, notes.read_text() if notes.exists() else "nothing was noted"
        time.sleep(0.01)


def test_what_dies_is_begun_again_and_the_rest_stays(tmp_path: Path):
    process = started(["stay", "die"], tmp_path / "notes")

    wait_for(tmp_path / "notes", "die", 3)
    process.terminate()
    _, said = process.communicate(timeout=30)

    assert process.returncode == 0
    assert (tmp_path / "notes").read_text().split().count("stay") == 1
    assert "The die ended unexpectedly (exit status 3)" in said


def test_each_death_is_followed_by_a_longer_pause(tmp_path: Path):
    process = started(["die"], tmp_path / "notes")

    wait_for(tmp_path / "notes", "die", 4)
    process.terminate()
    _, said = process.communicate(timeout=30)

    pauses = [line.rpartition(" in ")[2] for line in said.splitlines() if "begun again" in line]
    assert pauses[:3] == ["0.1 s.", "0.1 s.", "0.2 s."]


def test_what_does_not_end_is_ended_by_force(tmp_path: Path):
    process = started(["refuse", "stay"], tmp_path / "notes")
    wait_for(tmp_path / "notes", "refuse", 1)

    process.send_signal(signal.SIGINT)

    process.communicate(timeout=30)
    assert process.returncode == 0


def test_nothing_outlives_a_parent_that_was_killed(tmp_path: Path):
    process = started(["stay", "stay"], tmp_path / "notes")
    wait_for(tmp_path / "notes", "stay", 2)
    children = children_of(process.pid)
    assert len(children) == 2

    process.kill()
    process.communicate(timeout=30)

    end = time.monotonic() + 30
    while any(is_running(pid) for pid in children):
        assert time.monotonic() < end
        time.sleep(0.01)


def children_of(parent: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{parent}/task").iterdir():
        found += [int(pid) for pid in (task / "children").read_text().split()]
    return found


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
