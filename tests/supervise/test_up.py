"""``firsthand up``: one command, several processes, nothing left behind, and a second start that changes nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from servers import START_WITHIN, RunningPlace, clean_environment, firsthand, free_port, place_up, stop

pytestmark = pytest.mark.slow

CHANGES_WITH_EVERY_START = {
    "people_signinlink",
    "sqlite_sequence",
    "django_session",
    "django_tasks_database_dbtaskresult",
}
BESIDE_THE_TABLES = {"running", "firsthand.sqlite3", "firsthand.sqlite3-wal", "firsthand.sqlite3-shm"}


@pytest.fixture(scope="module")
def a_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPlace]:
    with place_up(tmp_path_factory.mktemp("up") / "data") as place:
        yield place


@pytest.fixture(scope="module")
def a_place_that_ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with place_up(tmp_path_factory.mktemp("ran") / "data") as place:
        pass
    return place.data


@pytest.fixture
def data(a_place_that_ran: Path, tmp_path: Path) -> Path:
    """The data folder of a place that was started once, for this test alone."""
    return shutil.copytree(a_place_that_ran, tmp_path / "data")


def get(place: RunningPlace, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{place.address}{path}", timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def until(true: Callable[[], bool], *, within: float = 30) -> bool:
    """Say whether it becomes true in time."""
    end = time.monotonic() + within
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def processes_of(leader: int) -> list[int]:
    """Return the processes begun by ``leader``, and by those."""
    parents = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(each.parent.name)] = int(fields[1])
    found, new = [], [leader]
    while new:
        new = [pid for pid, parent in parents.items() if parent in new]
        found += new
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_fresh_place_says_where_it_is_and_how_to_come_in(a_place: RunningPlace):
    assert f"Firsthand is at {a_place.address}/" in a_place.said
    assert f"What it keeps is in {a_place.data}." in a_place.said
    assert a_place.said.count("/sign-in/") == 1


def test_it_answers(a_place: RunningPlace):
    assert get(a_place, "/healthz")[0] == 200
    assert get(a_place, "/readyz")[0] == 200
    status, page = get(a_place, "/")
    assert status == 200
    assert "<html" in page


def test_the_link_lets_the_administrator_in(a_place: RunningPlace):
    status, page = get(a_place, a_place.sign_in_path)

    assert status == 200
    assert "Administrator" in page
    assert get(a_place, "/sign-in/made-up")[0] == 410


def test_what_it_keeps_is_closed_to_other_accounts(a_place: RunningPlace):
    kept = [each for each in a_place.data.rglob("*") if "static" not in each.parts]
    assert len(kept) >= 4
    for each in [a_place.data, *kept]:
        assert each.stat().st_mode & 0o077 == 0, each


def test_a_second_place_on_the_same_folder_or_port_is_refused_in_one_line(
    a_place: RunningPlace, tmp_path: Path
):
    same_folder = firsthand("up", "--data", a_place.data, "--port", free_port())
    same_port = firsthand("up", "--data", tmp_path / "data", "--port", a_place.port)

    assert same_folder.returncode == same_port.returncode == 1
    assert f"already runs on the data folder {a_place.data}" in same_folder.stderr
    assert f"Port {a_place.port} is in use" in same_port.stderr
    assert same_folder.stderr.count("\n") == same_port.stderr.count("\n") == 1
    assert get(a_place, "/healthz")[0] == 200


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6], ids=["IPv4", "IPv6"])
def test_a_port_somebody_else_answers_on_is_refused(family: socket.AddressFamily, tmp_path: Path):
    if family == socket.AF_INET6 and not socket.has_ipv6:
        return
    with socket.create_server(
        ("::1" if family == socket.AF_INET6 else "127.0.0.1", 0), family=family
    ) as other:
        port = other.getsockname()[1]

        done = firsthand("up", "--data", tmp_path / "data", "--port", port)

    assert done.returncode == 1
    assert done.stderr == (
        f"firsthand: Port {port} is in use by another program. Stop that one, or choose another with --port.\n"
    )


@pytest.mark.parametrize("which", ["web server", "one of its workers", "worker", "schedule"])
def test_a_process_that_is_killed_is_begun_again(which: str, a_place: RunningPlace):
    leader = a_place.process.pid
    parts = [pid for pid in processes_of(leader) if parent_of(pid) == leader]
    assert len(parts) == 3
    web = next(pid for pid in parts if processes_of(pid))
    others = sorted(pid for pid in parts if pid != web)
    killed = {
        "web server": web,
        "one of its workers": processes_of(web)[0],
        "worker": others[0],
        "schedule": others[1],
    }[which]
    whole = len(processes_of(leader))

    os.kill(killed, signal.SIGKILL)

    assert until(lambda: not is_alive(killed))
    assert until(lambda: len(processes_of(leader)) == whole and get_quietly(a_place) == 200)
    assert a_place.process.poll() is None


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def get_quietly(place: RunningPlace) -> int:
    try:
        return get(place, "/healthz")[0]
    except OSError:
        return 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_however_it_ends_nothing_is_left_behind(how: signal.Signals, data: Path):
    with place_up(data) as place:
        everyone = processes_of(place.process.pid)
        assert len(everyone) >= 5

        place.process.send_signal(how)

        assert until(lambda: place.process.poll() is not None and not any(map(is_alive, everyone)))
        assert place.process.returncode == (0 if how != signal.SIGKILL else -signal.SIGKILL)
    assert "Traceback" not in place.said
    with socket.create_server(("127.0.0.1", place.port)):
        pass  # the port is free again


def test_a_second_start_changes_nothing(data: Path):
    before = digest_of(data)

    with place_up(data) as again:
        pass

    assert digest_of(data) == before
    assert "The tables are ready." not in again.said
    assert "Styles and scripts" not in again.said


def digest_of(data: Path) -> dict[str, str]:
    """Return a digest of every table and of every file, but for what a start is meant to write."""
    found = {}
    with sqlite3.connect(f"file:{data}/firsthand.sqlite3?mode=ro", uri=True) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in sorted(set(names) - CHANGES_WITH_EVERY_START):
            rows = sorted(map(repr, database.execute(f'SELECT * FROM "{name}"')))
            found[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    database.close()
    for file in sorted(data.rglob("*")):
        if file.is_file() and file.name not in BESIDE_THE_TABLES:
            about = f"{file.stat().st_mtime_ns} {file.stat().st_mode} "
            found[str(file)] = hashlib.sha256(about.encode() + file.read_bytes()).hexdigest()
    return found


def test_once_the_administrator_has_come_in_no_link_is_written_into_a_log(data: Path):
    with place_up(data) as place:
        assert "/sign-in/" in place.said
    with sqlite3.connect(data / "firsthand.sqlite3") as database:
        database.execute("UPDATE people_user SET last_login = '2026-11-24'")
    database.close()

    with place_up(data) as place:
        assert "/sign-in/" not in place.said


def test_it_starts_from_another_folder_through_a_link_and_with_spaces_and_accents_in_its_path(
    data: Path, tmp_path: Path
):
    data = data.rename(tmp_path / "il mio pòsto")
    link = tmp_path / "collegamento"
    link.symlink_to(data)
    port = free_port()
    process = subprocess.Popen(
        [
            sys.executable,
            "-P",
            "-m",
            "firsthand",
            "up",
            "--no-browser",
            "--port",
            str(port),
            "--data",
            link.name,
        ],
        cwd=tmp_path,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=(tmp_path / "said").open("wb"),
        stderr=subprocess.STDOUT,
    )
    try:
        place = RunningPlace(data, port, process, tmp_path / "said", 0.0)
        assert until(lambda: get_quietly(place) == 200, within=START_WITHIN), place.said
        assert f"What it keeps is in {link}." in place.said or until(lambda: str(link) in place.said)
    finally:
        stop(process)
