"""Real servers for tests: PostgreSQL from the binaries of this machine, and a place as ``firsthand up`` runs it."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_WITHIN = 180.0


class DidNotStart(Exception):
    """A server that did not come up; its last words are in the message."""


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


# PostgreSQL


def postgresql_binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL server here; None without one."""
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(installed, key=lambda path: float(path.parts[-3]))
    if newest:
        return newest[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def somebody_unprivileged() -> dict[str, object]:
    """Return what Popen needs to run as somebody who is not root; nothing when we are nobody special."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            who = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    raise DidNotStart("PostgreSQL does not run as root, and there is neither a postgres nor a nobody here.")


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[str]:
    """Run a PostgreSQL of our own and give its address for FIRSTHAND_DATABASE_URL. It leaves nothing behind.

    ``durable`` keeps fsync on, for tests that kill it.
    """
    binaries = postgresql_binaries()
    if binaries is None:
        raise DidNotStart("There is no PostgreSQL server here.")
    as_who = somebody_unprivileged()
    # A short path: the name of a socket holds 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="fh-pg-", dir="/tmp"))
    try:
        if as_who:
            os.chown(folder, as_who["user"], as_who["group"])  # type: ignore[arg-type]
        log = (folder.parent / f"{folder.name}.log").open("w+")
        run = {"stdout": log, "stderr": log, "stdin": subprocess.DEVNULL, "cwd": folder, **as_who}
        initdb = [binaries / "initdb", "-D", folder / "data", "-U", "firsthand", "--auth=trust", "-E", "UTF8"]
        subprocess.run([*initdb, "--locale=C.UTF-8", "--no-sync"], check=True, **run)  # type: ignore[call-overload]
        port = free_port()
        settings = [
            f"unix_socket_directories={folder}",
            "listen_addresses=",
            f"port={port}",
            "max_connections=120",
        ]
        if not durable:
            settings += ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
        options = [word for each in settings for word in ("-c", each)]
        server = subprocess.Popen([binaries / "postgres", "-D", folder / "data", *options], **run)  # type: ignore[call-overload]
        try:
            wait_for_postgresql(server, binaries, folder, port, log.name)
            yield f"postgres://firsthand@:{port}/postgres?host={folder}"
        finally:
            stop(server, signal.SIGINT)
            log.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        (folder.parent / f"{folder.name}.log").unlink(missing_ok=True)


def wait_for_postgresql(
    server: subprocess.Popen[bytes], binaries: Path, folder: Path, port: int, log: str
) -> None:
    until = time.monotonic() + START_WITHIN
    ask = [binaries / "pg_isready", "-q", "-h", folder, "-p", str(port)]
    while subprocess.run(ask, check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise DidNotStart(f"PostgreSQL did not start: {Path(log).read_text()[-800:]}")
        time.sleep(0.05)


def stop(
    server: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM, *, within: float = 20
) -> None:
    """Ask a process to end, and end it by force if it does not."""
    if server.poll() is None:
        server.send_signal(how)
    try:
        server.wait(within)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


# A place


@dataclass
class RunningPlace:
    """A place as ``firsthand up`` runs it, in processes of its own."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]
    output: Path
    seconds: float
    """From the command to the line that says where the place is."""

    @property
    def said(self) -> str:
        return self.output.read_text()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def sign_in_path(self) -> str:
        found = re.search(r"(/sign-in/\S+)", self.said)
        assert found, self.said
        return found.group(1)


@contextmanager
def place_up(
    data: Path, *options: str, port: int | None = None, **environment: str
) -> Iterator[RunningPlace]:
    """Run ``firsthand up`` on ``data`` until the block ends; it is asked to stop as a service manager would ask."""
    port = port or free_port()
    output = data.parent / f"{data.name}.said"
    command = [
        sys.executable,
        "-P",
        "-m",
        "firsthand",
        "up",
        "--no-browser",
        "--port",
        str(port),
        "--data",
        data,
    ]
    begun = time.monotonic()
    with output.open("wb") as into:
        process = subprocess.Popen(
            [*command, *options],
            stdout=into,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=data.parent,
            env=clean_environment(**environment),
        )
    place = RunningPlace(data, port, process, output, 0.0)
    try:
        while "Stop it with Ctrl-C." not in place.said:
            if process.poll() is not None or time.monotonic() > begun + START_WITHIN:
                raise DidNotStart(place.said)
            time.sleep(0.01)
        place.seconds = time.monotonic() - begun
        yield place
    finally:
        stop(process)


def clean_environment(**ours: str) -> dict[str, str]:
    """Return the environment without what the operator of this machine, or another test, has set for a place."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("FIRSTHAND_", "DJANGO_"))
    }
    return {**kept, "PYTHONPATH": str(ROOT / "src"), **ours}


def firsthand(*words: object, timeout: float = 120, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end and return what it said."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "firsthand", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
        stdin=subprocess.DEVNULL,
        env=clean_environment(**environment),
    )
