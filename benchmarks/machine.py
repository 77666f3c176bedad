"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from importlib.metadata import version
from pathlib import Path


def facts() -> list[str]:
    """Return the machine in a few lines, with how busy it was: figures of a busy machine are worth less."""
    load = os.getloadavg()
    return [
        f"{processor()}, {os.cpu_count()} cores, {memory()}, {platform.system()} {platform.release()}",
        f"Python {platform.python_version()}, Django {version('django')}, Granian {version('granian')}, "
        f"SQLite {sqlite3.sqlite_version}",
        f"load {load[0]:.1f} over the last minute, {load[1]:.1f} over five",
    ]


def processor() -> str:
    try:
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found.group(1) if found else platform.processor() or platform.machine()


def memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
