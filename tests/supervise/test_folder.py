"""The data folder: made closed to others, and refused in one line where it cannot be used."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from firsthand.supervise import folder
from firsthand.supervise.fault import Fault
from servers import firsthand

pytestmark = pytest.mark.usefixtures("the_mask_as_it_was")


@pytest.fixture
def the_mask_as_it_was() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folder_and_key_are_closed_to_other_accounts(tmp_path: Path):
    data = tmp_path / "deep" / "data"

    folder.prepare(data)

    assert mode(data) == 0o700
    assert mode(data / folder.KEY_FILE) == 0o600
    assert len((data / folder.KEY_FILE).read_text().strip()) > 50


def test_preparing_twice_keeps_the_key(tmp_path: Path):
    folder.prepare(tmp_path / "data")
    before = (tmp_path / "data" / folder.KEY_FILE).read_text()

    folder.prepare(tmp_path / "data")

    assert (tmp_path / "data" / folder.KEY_FILE).read_text() == before


def test_a_folder_of_ours_that_was_opened_is_closed_again_and_another_is_left_as_it_is(tmp_path: Path):
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    folder.prepare(ours)
    ours.chmod(0o755)
    theirs.mkdir()
    theirs.chmod(0o755)

    folder.prepare(ours)
    folder.prepare(theirs)

    assert mode(ours) == 0o700
    assert mode(theirs) == 0o755


def test_two_places_do_not_run_on_one_folder(tmp_path: Path):
    folder.prepare(tmp_path)
    running = folder.hold(tmp_path, address="port 8000")

    with pytest.raises(Fault, match=rf"already runs.*process {os.getpid()}, port 8000"):
        folder.hold(tmp_path, address="port 8001")

    running.close()
    folder.hold(tmp_path, address="port 8001").close()


@pytest.mark.parametrize("inside", ["file", "file/data"])
def test_a_file_where_the_folder_should_be_is_refused(inside: str, tmp_path: Path):
    (tmp_path / "file").write_text("mine")

    with pytest.raises(Fault, match=r"is a file|inside a file"):
        folder.prepare(tmp_path / inside)

    assert (tmp_path / "file").read_text() == "mine"


def test_a_full_disk_is_refused_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 10, folder.LEAST_FREE - 1))

    with pytest.raises(Fault, match=r"The disk that holds .* is full"):
        folder.prepare(tmp_path / "data")

    assert list((tmp_path / "data").iterdir()) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EDQUOT, "is full"),
        (errno.EROFS, "read-only disk"),
        (errno.EACCES, "read-only for this account"),
        (errno.EIO, "cannot be used: Input/output error"),
    ],
)
def test_what_the_system_says_becomes_a_sentence_with_a_cure(number: int, words: str, tmp_path: Path):
    said = str(folder.cannot_write(tmp_path, OSError(number, os.strerror(number))))

    assert words in said
    assert str(tmp_path) in said
    assert said.count("\n") == 0


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path):
    """Whoever runs this as root lets an account without rights try; root may write anywhere."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    theirs.chmod(0o555)

    said = said_by_an_account_without_rights(theirs)

    assert "read-only for this account" in said


def said_by_an_account_without_rights(data: Path) -> str:
    """Prepare ``data`` in a process of its own, as nobody in particular, and return the fault."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            folder.prepare(data)
            os.write(write, b"it was prepared")
        except BaseException as fault:
            os.write(write, f"{type(fault).__name__}: {fault}".encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as said:
        answer = said.read()
    os.waitpid(child, 0)
    return answer


def test_the_command_says_it_in_one_line_where_nobody_can_write():
    done = firsthand("up", "--data", "/proc/firsthand")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "The data folder /proc/firsthand" in done.stderr


@pytest.fixture
def a_small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """A disk of two megabytes; None where this account may not mount one."""
    where = tmp_path / "disk"
    where.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", where], capture_output=True, check=False
        ).returncode
    )
    yield where if mounted else None
    if mounted:
        subprocess.run(["umount", where], check=True)


def test_the_command_refuses_a_disk_that_is_as_good_as_full(a_small_disk: Path | None, tmp_path: Path):
    if a_small_disk is None:  # the test above shows the same with a system that only says it is full
        return
    done = firsthand("up", "--data", a_small_disk / "data")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "is full: " in done.stderr
