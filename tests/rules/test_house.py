"""How the house is kept: rooms say what they are, files fit in a head, and nothing slips past the templates."""

from __future__ import annotations

import ast
import fnmatch
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from servers import ROOT

SOURCE = ROOT / "src" / "firsthand"
ROOMS = sorted(
    each.parent.name for each in SOURCE.glob("*/__init__.py") if each.parent.name not in {"supervise"}
)
LONGEST = 300
WRITTEN = {".py", ".js", ".css", ".html"}


def sources(*endings: str) -> Iterator[Path]:
    for file in sorted(SOURCE.rglob("*")):
        if file.suffix in endings and "__pycache__" not in file.parts:
            yield file


def named(file: Path) -> str:
    return str(file.relative_to(SOURCE))


@pytest.mark.parametrize("room", [*ROOMS, "supervise"])
def test_a_room_says_in_its_first_line_what_it_is(room: str):
    said = ast.get_docstring(ast.parse((SOURCE / room / "__init__.py").read_text()))

    assert said, f"{room}/__init__.py has no docstring"
    assert said.splitlines()[0].endswith(".")


def test_every_room_is_on_a_floor_and_installed():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    on_a_floor = {room.strip() for layer in contract["layers"] for room in layer.split("|")}

    assert set(ROOMS) == on_a_floor - {"urls", "wsgi"}
    installed = {each.partition(".")[2] for each in settings.INSTALLED_APPS if each.startswith("firsthand.")}
    assert installed == set(ROOMS) - {"text", "outside"}


def test_no_file_is_too_long_to_be_read_at_once():
    lengths = {
        named(file): len(file.read_text().splitlines())
        for file in sources(*WRITTEN)
        if "migrations" not in file.parts
    }

    assert len(lengths) > 100
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


# Where text is declared to be safe markup, and why it is.
MARKUP_MADE_BY_US = {
    "front/body.py": "the text of a story, rendered from known nodes with each word escaped",
    "front/structured.py": "JSON for machines, whose < > & are escaped in the same line",
    "front/templatetags/as_read.py": "names the type of what front/body.py made",
    "desk/writing/views.py": "the same text on the writing page, and an import map made of our own addresses",
}
UNESCAPED = re.compile(
    r"\|\s*safe\b|\bsafeseq\b|mark_safe|format_html|SafeString|autoescape off|(?:inner|outer)HTML\s*\+?=(?!=)"
    r"|insertAdjacentHTML|document\.write|\beval\(|new Function"
)


def test_nothing_slips_past_the_escaping_of_templates():
    found = {named(file) for file in sources(".py", ".html", ".js") if UNESCAPED.search(file.read_text())}

    assert found == set(MARKUP_MADE_BY_US)


@pytest.mark.parametrize(
    "slip", ["{{ title|safe }}", "{{ title | safe }}", "{% autoescape off %}", "page.innerHTML = words"]
)
def test_a_slip_would_be_seen(slip: str):
    assert UNESCAPED.search(slip)


def test_no_template_styles_or_scripts_in_place():
    inline = re.compile(
        r"<style|\sstyle=|\son[a-z]+=\"|javascript:|<script(?![^>]*\bsrc=)(?![^>]*(?:importmap|ld\+json))",
        re.I,
    )

    found = [named(file) for file in sources(".html") if inline.search(file.read_text())]

    assert found == []


def test_no_page_names_another_site():
    """An address of another site may be named in words; nothing is fetched from there."""
    fetched = re.compile(
        r"""(?:src|href|srcset|action)\s*=\s*["'](?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import\s+["']?http"""
    )

    found = [named(file) for file in sources(".html", ".css", ".js") if fetched.search(file.read_text())]

    assert found == []


def kept_files() -> list[Path]:
    """Return every text file of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout.decode()
    names = [name for name in listed.split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_the_repository_names_no_machine_of_ours():
    """No path of somebody's machine, no host of a registry: it is the same wherever it is checked out."""
    ours = re.compile(
        r"(?<![\w.])/(?:home/\w|Users/\w|root/|work/|opt/wheels)|find-links\s*=|index-url\s*=\s*\w"
    )
    found = []
    for file in kept_files():
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue
        if file != Path(__file__) and ours.search(text):
            found.append(str(file.relative_to(ROOT)))

    assert found == []


def test_whatever_is_not_python_is_packed():
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"][
        "firsthand"
    ]
    names = [named(file) for file in kept_files() if file.is_relative_to(SOURCE) and file.suffix != ".py"]

    assert names or not (ROOT / ".git").exists()
    endings = {pattern.removeprefix("**/") for pattern in packed}
    left_out = [name for name in names if not any(fnmatch.fnmatch(Path(name).name, each) for each in endings)]
    assert left_out == []


def test_nothing_of_ours_prints_but_the_command_line():
    """A page, a task or a model that prints writes into whatever the operator has connected. Ruff says so; this holds it."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]

    assert "T20" in rules["select"]
    allowed = {path for path, codes in rules["per-file-ignores"].items() if "T20" in codes}
    assert {path for path in allowed if path.startswith("src/")} == {
        "src/firsthand/cli.py",
        "src/firsthand/supervise/**",
    }


def test_no_two_tests_have_one_name():
    """The test runner knows a test module by its name alone."""
    names = Counter(file.name for file in kept_files() if file.name.startswith("test_"))

    assert [name for name, count in names.items() if count > 1] == []
