"""The commands of ``bin``: from any folder, through a link, with any path; and one clear line without a Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from servers import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout under an awkward path, with an environment that is set up and nothing fetched for it."""
    top = tmp_path / "il mio luogo, perché no"
    shutil.copytree(ROOT / "bin", top / "bin")
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, top)
    (top / "src").symlink_to(ROOT / "src")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", top / ".venv"], check=True)
    ready = (
        "source bin/parts/environment.sh; install_ourselves; "
        "for lock in requirements.lock requirements-dev.lock; do stamp_of $lock >.venv/$lock; done"
    )
    subprocess.run(["bash", "-euc", ready], cwd=top, check=True)
    return top


def run(*words: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, words)),
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_a_command_runs_from_another_folder(checkout: Path, tmp_path: Path):
    done = run(checkout / "bin" / "up", "--help", cwd=tmp_path)

    assert "Example: firsthand up" in done.stdout, done.stderr
    assert "Setting up" not in done.stderr


@pytest.mark.parametrize("linked", ["the folder", "the command"])
def test_a_command_runs_through_a_link(linked: str, checkout: Path, tmp_path: Path):
    link = tmp_path / "link"
    link.symlink_to(checkout if linked == "the folder" else checkout / "bin" / "up")

    done = run(link / "bin" / "up" if linked == "the folder" else link, "--help", cwd=tmp_path)

    assert "Example: firsthand up" in done.stdout, done.stderr


def test_the_program_itself_runs_through_a_link_and_without_a_language(checkout: Path, tmp_path: Path):
    (tmp_path / "firsthand").symlink_to(checkout / ".venv" / "bin" / "firsthand")

    done = run(tmp_path / "firsthand", "--version", cwd=tmp_path, LC_ALL="C")

    assert done.stdout.startswith("Firsthand "), done.stderr


def test_an_environment_of_another_lock_file_or_place_is_not_taken_for_ours(checkout: Path):
    asked = [
        "bash",
        "-c",
        "source bin/parts/environment.sh; is_installed requirements.lock && echo installed",
    ]
    assert run(*asked, cwd=checkout).stdout == "installed\n"

    moved = checkout.rename(checkout.with_name("moved"))
    assert run(*asked, cwd=moved).stdout == ""

    moved.rename(checkout)
    (checkout / "requirements.lock").write_text("another==1.0\n")
    assert run(*asked, cwd=checkout).stdout == ""


@pytest.mark.parametrize(
    ("version", "said"), [("3.9.2", "python3 here is 3.9.2"), (None, "there is no python3 here")]
)
def test_without_a_new_enough_python_one_line_says_so(version: str | None, said: str, tmp_path: Path):
    top, programs = tmp_path / "top", tmp_path / "programs"
    shutil.copytree(ROOT / "bin", top / "bin")
    shutil.copy(ROOT / "requirements.lock", top)
    shutil.copy(ROOT / "pyproject.toml", top)
    programs.mkdir()
    for name in ("bash", "env", "dirname", "readlink", "cat", "cmp", "flock"):
        (programs / name).symlink_to(str(shutil.which(name)))
    if version:
        python = programs / "python3"
        python.write_text(f'#!/bin/sh\ncase "$2" in *exit*) exit 1;; *) echo {version};; esac\n')
        python.chmod(0o755)

    done = run(top / "bin" / "up", cwd=tmp_path, PATH=str(programs))

    assert done.returncode == 1
    assert said in done.stderr
    assert [line for line in done.stderr.splitlines() if not line.startswith("Setting up")] == [
        done.stderr.splitlines()[-1]
    ]
    assert not (top / ".venv").exists()
