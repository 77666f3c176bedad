"""What the tests need of the machine, installed where that can be done without asking anybody."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

IN_CI = os.environ.get("CI", "").lower() == "true"


def chromium() -> bool:
    return any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))


def postgresql() -> bool:
    return bool(list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))) or bool(shutil.which("initdb"))


def program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") is not None


@dataclass(frozen=True)
class Need:
    """One program, the Debian package it comes with and what cannot be done without it."""

    name: str
    package: str
    is_here: Callable[[], bool]
    without: str


NEEDS = {
    "chromium": Need("Chromium", "chromium", chromium, "the journeys in a real browser were left out"),
    "postgresql": Need("PostgreSQL", "postgresql", postgresql, "the tests on PostgreSQL were left out"),
    "gettext": Need("gettext", "gettext", program("xgettext"), "the translations were not checked"),
    "nginx": Need("nginx", "nginx-light", program("nginx"), "nothing was compared with nginx"),
    "wrk": Need("wrk", "wrk", program("wrk"), "the front door was not measured"),
}


def provide(*names: str) -> list[Need]:
    """Install what is not here, if that is possible, and return what is still missing."""
    wanted = [NEEDS[name] for name in names if not NEEDS[name].is_here()]
    if wanted and can_install():
        for need in wanted:
            print(f"Installing {need.name} …", flush=True)
        install([need.package for need in wanted])
    return [need for need in wanted if not need.is_here()]


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    get = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300"]
    refresh(tuple(get))
    done = subprocess.run(
        [*get, "install", "--yes", "--no-install-recommends", *packages],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"apt-get could not install {' '.join(packages)}: {last_line(done.stderr)}", flush=True)


@cache
def refresh(get: tuple[str, ...]) -> None:
    subprocess.run([*get, "update"], stdin=subprocess.DEVNULL, capture_output=True, check=False)


def last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it gave no reason"])[-1]
