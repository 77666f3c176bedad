"""The file as it lies on the disk: plain, packed by gzip, or inside a zip. Its bytes are streamed, as often as needed."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .refusal import NotAnExport

CHUNK = 256 * 1024  # bytes read at a time
MOST_BYTES = 8 * 1024**3  # unpacked; what unpacks to more than this was made to fill a disk, not to be read
BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Source:
    """One XML file: on its own, or a member of a zip. ``name`` is what people call it, ``size`` its bytes if known."""

    path: Path
    name: str
    packing: str
    member: str = ""
    size: int | None = None

    def chunks(self) -> Iterator[bytes]:
        """Yield its bytes from the beginning, unpacked."""
        read = 0
        try:
            with self.path.open("rb") as raw, self.unpacked(raw) as file:
                while chunk := file.read(CHUNK):
                    read += len(chunk)
                    if read > MOST_BYTES:
                        raise NotAnExport(
                            f"{self.name} unpacks to more than {MOST_BYTES // 1024**3} GiB. Export it in parts."
                        )
                    yield chunk
        except BROKEN as broken:
            raise NotAnExport(
                f"{self.name} cannot be unpacked ({broken}). Copy or export it again."
            ) from broken
        except OSError as refused:
            raise unreadable(self.path, refused) from refused

    def unpacked(self, raw: IO[bytes]) -> IO[bytes]:
        if self.packing == "gzip":
            return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
        if self.packing == "zip":
            return zipfile.ZipFile(raw).open(self.member)
        return raw


def sources_of(path: Path) -> list[Source]:
    """Return the XML files that ``path`` holds: itself, or the members of a zip. Raises ``NotAnExport``."""
    try:
        if path.is_dir():
            raise NotAnExport(f"{path} is a folder. Name the .xml file in it.")
        if not path.is_file():
            fault = "is not a file" if path.exists() else "does not exist"
            raise NotAnExport(f"{path} {fault}. Name the .xml file that WordPress exported.")
        with path.open("rb") as file:
            begins = file.read(4)
        size = path.stat().st_size
    except OSError as refused:
        raise unreadable(path, refused) from refused
    if not begins:
        raise NotAnExport(f"{path} is empty. Export it again.")
    if begins[:2] == b"\x1f\x8b":
        return [Source(path, str(path), "gzip")]
    if begins[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return members_of(path)
    return [Source(path, str(path), "plain", size=size)]


def members_of(path: Path) -> list[Source]:
    try:
        with zipfile.ZipFile(path) as packed:
            found = [
                Source(path, f"{path} ({each.filename})", "zip", each.filename, each.file_size)
                for each in sorted(packed.infolist(), key=lambda each: each.filename)
                if each.filename.lower().endswith(".xml") and not ignored(each.filename)
            ]
    except BROKEN as broken:
        raise NotAnExport(f"{path} cannot be unpacked ({broken}). Copy or export it again.") from broken
    if not found:
        raise NotAnExport(f"{path} holds no .xml file. Name the file that WordPress exported.")
    return found


def ignored(name: str) -> bool:
    """Say whether a member is what an operating system leaves beside the files."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")


def unreadable(path: Path, refused: OSError) -> NotAnExport:
    if isinstance(refused, PermissionError):
        return NotAnExport(f"{path} may not be read by this account. Give it the right to read it.")
    return NotAnExport(f"{path} cannot be read: {refused.strerror or refused}. Check the name and the disk.")
