"""A place to measure: its tables made here, or running as ``firsthand up`` runs it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from servers import RunningPlace, place_up  # noqa: E402

__all__ = ["RunningPlace", "place_up", "processes_of", "shared_out_memory", "tables_here", "the_folder"]


def the_folder() -> Path:
    """Return the data folder of this row."""
    from firsthand.supervise import folder

    return folder.the_folder()


def tables_here() -> Path:
    """Load Django and make the tables in the data folder of this row; return the folder."""
    from firsthand.supervise import ready

    ready.make_ready_for_a_command()
    return the_folder()


def processes_of(leader: int) -> list[int]:
    """Return ``leader`` and every process begun by it or by those."""
    parents = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(each.parent.name)] = int(each.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, new = [leader], [leader]
    while new:
        new = [pid for pid, parent in parents.items() if parent in new]
        found += new
    return found


def shared_out_memory(pids: list[int]) -> float:
    """Return the memory of the processes in MB: what several share is counted once (PSS)."""
    found = 0
    for pid in pids:
        said = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        found += int(said.group(1)) if said else 0
    return found / 1024
