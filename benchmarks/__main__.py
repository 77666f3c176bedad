"""``bin/bench [ROW…]``: measure the rows asked for, or all, and print one table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from types import ModuleType

from .figures import Figure, short
from .machine import facts
from .rows import all_rows

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = ("row", "what", "median", "unit", "least – most", "goal")


def main() -> int:
    parser = ArgumentParser(
        prog="bin/bench",
        description="Measure what Firsthand costs, and print one table.",
        epilog="Example: bin/bench page-render cold-start",
    )
    parser.add_argument("rows", nargs="*", metavar="ROW", help="only these rows")
    parser.add_argument("--list", action="store_true", help="name the rows and measure nothing")
    parser.add_argument(
        "--alone", metavar="FILE", help="measure one row here and write its figures into FILE"
    )
    options = parser.parse_args()

    rows = all_rows()
    unknown = set(options.rows) - set(rows)
    if unknown:
        print(
            f"bin/bench: there is no row {', '.join(sorted(unknown))}. See bin/bench --list.", file=sys.stderr
        )
        return 1
    if options.list:
        for name, row in rows.items():
            print(f"{name:<16} {row.WHAT}")
        return 0
    if options.alone:
        figures = rows[options.rows[0]].measure()
        Path(options.alone).write_text(json.dumps([figure.as_json() for figure in figures]))
        return 0
    return table_of({name: rows[name] for name in options.rows or rows})


def table_of(rows: dict[str, ModuleType]) -> int:
    lines, failed = [], []
    for name, row in rows.items():
        print(f"{name}: {row.WHAT} …", file=sys.stderr, flush=True)
        figures = measured_apart(name)
        if figures is None:
            failed.append(name)
        lines += [line_of(name, figure) for figure in figures or []]
    print("\n".join(facts()))
    print()
    print("\n".join(aligned([HEADINGS, *lines])))
    if failed:
        print(f"\nCould not be measured: {', '.join(failed)}; the lines above say why.")
    return 1 if failed else 0


def measured_apart(name: str) -> list[Figure] | None:
    """Measure a row in a process and a data folder of its own; return None when it failed."""
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as scratch:
        figures = Path(scratch) / "figures.json"
        ours = {"FIRSTHAND_DATA": f"{scratch}/data", "DJANGO_SETTINGS_MODULE": "firsthand.settings"}
        kept = {key: value for key, value in os.environ.items() if not key.startswith("FIRSTHAND_")}
        command = [sys.executable, "-m", "benchmarks", name, "--alone", figures]
        done = subprocess.run(command, cwd=ROOT, env={**kept, **ours}, stdin=subprocess.DEVNULL, check=False)
        if done.returncode or not figures.exists():
            return None
        return [Figure(**each) for each in json.loads(figures.read_text())]


def line_of(name: str, figure: Figure) -> tuple[str, ...]:
    what = f"{figure.what} ({figure.note})" if figure.note else figure.what
    return name, what, short(figure.median), figure.unit, figure.spread, figure.verdict


def aligned(lines: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEADINGS))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


if __name__ == "__main__":
    sys.exit(main())
