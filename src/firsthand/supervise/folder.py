"""The data folder: everything a place keeps, readable by nobody but the account it runs under."""

import errno
import fcntl
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import IO

from .fault import Fault

LEAST_FREE = 100 * 1024 * 1024
"""Bytes that must be free before anything starts: room for a migration's journal and a few pictures."""

KEY_FILE = "secret-key"
RUNNING_FILE = "running"


def the_folder() -> Path:
    """Return the data folder as the environment names it; settings.py reads the same words."""
    return Path(os.environ.get("FIRSTHAND_DATA", "").strip() or "data").expanduser().absolute()


def prepare(data: Path) -> None:
    """Make the folder and its secret key where they are missing. Safe to repeat: what is there stays as it is."""
    os.umask(0o077)
    make(data)
    require_room(data)
    keep_secret_key(data)


def make(data: Path) -> None:
    try:
        if data.exists() and not data.is_dir():
            raise Fault(f"The data folder {data} is a file. Name a folder with --data.")
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A folder of ours is closed to others again; one that holds other people's things is left alone.
        if (data / KEY_FILE).exists() and data.stat().st_mode & 0o077:
            data.chmod(0o700)
        with tempfile.TemporaryFile(dir=data) as trial:
            trial.write(b"written")
    except OSError as refused:
        raise cannot_write(data, refused) from refused


def require_room(data: Path) -> None:
    """Refuse to start on a disk that is full or as good as full."""
    free = shutil.disk_usage(data).free
    if free < LEAST_FREE:
        raise Fault(
            f"The disk that holds {data} is full: {free // 2**20} MB are free and {LEAST_FREE // 2**20} MB are needed. "
            "Free some space, or name a folder on another disk with --data."
        )


def keep_secret_key(data: Path) -> None:
    """Make the key that signs sessions and links, once. It is complete or it is not there."""
    kept = data / KEY_FILE
    if kept.exists():
        return
    half = data / f"{KEY_FILE}.half"
    try:
        with half.open("w") as file:
            file.write(secrets.token_urlsafe(50) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.chmod(half, 0o600)
        os.replace(half, kept)
    except OSError as refused:
        raise cannot_write(data, refused) from refused


def hold(data: Path, *, address: str) -> IO[str]:
    """Return the open file whose lock says that a place runs here. The system lets go of it whatever ends us."""
    try:
        running = (data / RUNNING_FILE).open("a+")
    except OSError as refused:
        raise cannot_write(data, refused) from refused
    try:
        fcntl.flock(running, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        running.seek(0)
        who = running.read().strip() or "another process"
        running.close()
        raise Fault(
            f"A place already runs on the data folder {data} ({who}). Stop it, or name another folder with --data."
        ) from None
    running.seek(0)
    running.truncate()
    running.write(f"process {os.getpid()}, {address}\n")
    running.flush()
    return running


def cannot_write(data: Path, refused: OSError) -> Fault:
    """Return the fault that ``refused`` means for the data folder."""
    if refused.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Fault(
            f"The disk that holds {data} is full. Free some space, or name a folder on another disk with --data."
        )
    if refused.errno == errno.EROFS:
        return Fault(
            f"The data folder {data} is on a read-only disk. Name a folder that can be written with --data."
        )
    if refused.errno in {errno.EACCES, errno.EPERM}:
        return Fault(
            f"The data folder {data} is read-only for this account. Give it to the account, or name another with --data."
        )
    if refused.errno in {errno.ENOTDIR, errno.EEXIST}:
        return Fault(f"The data folder {data} lies inside a file. Name a folder with --data.")
    return Fault(f"The data folder {data} cannot be used: {refused.strerror}. Name another with --data.")
