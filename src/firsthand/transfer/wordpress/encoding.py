"""Bytes to text: what the file says of its encoding is believed only where it holds.

Exports lie. One that says ISO-8859-1 may be UTF-8; one that says UTF-8 may hold a few bytes of an old database. What
is not UTF-8 in a UTF-8 file is read as Windows-1252, as browsers read such pages.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator

HEAD = 4096
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
LATIN = {"iso8859-1", "latin-1", "ascii", "iso8859-15", "cp1252"}


def decoded(chunks: Callable[[], Iterable[bytes]]) -> Iterator[str]:
    """Yield the text of the bytes, piece by piece. ``chunks`` may be called more than once."""
    encoding = encoding_of(chunks)
    decoder = codecs.getincrementaldecoder(encoding)("windows" if encoding == "utf-8" else "replace")
    for chunk in chunks():
        if text := decoder.decode(chunk):
            yield text
    if text := decoder.decode(b"", final=True):
        yield text


def encoding_of(chunks: Callable[[], Iterable[bytes]]) -> str:
    """Return the name of the codec the bytes are to be read with."""
    head = b""
    for chunk in chunks():
        head += chunk
        if len(head) >= HEAD:
            break
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    if head[:4] in (b"<\0?\0", b"<\0r\0"):
        return "utf-16-le"
    if head[:4] in (b"\0<\0?", b"\0<\0r"):
        return "utf-16-be"
    found = DECLARED.match(head)
    name = known(found[1].decode("ascii", "replace")) if found else "utf-8"
    if name.startswith(("utf", "ascii")) or is_utf8(chunks()):
        return "utf-8"  # a file of single bytes that says UTF-16 is UTF-8 too
    return "cp1252" if name in LATIN else name


def known(name: str) -> str:
    try:
        found = codecs.lookup(name)
    except LookupError:
        return "utf-8"
    return found.name if found._is_text_encoding else "utf-8"


def is_utf8(chunks: Iterable[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def as_windows(error: UnicodeError) -> tuple[str, int]:
    """Stand in for what is not UTF-8: a pair of surrogates is the character meant, any other byte Windows-1252."""
    assert isinstance(error, UnicodeDecodeError)
    pair = error.object[error.start : error.start + 6]
    try:
        halves = pair.decode("utf-8", "surrogatepass")
        if len(halves) == 2:
            return halves.encode("utf-16", "surrogatepass").decode("utf-16"), error.start + 6
    except UnicodeError:
        pass
    wrong = error.object[error.start : error.end]
    return "".join(WINDOWS[byte] for byte in wrong), error.end


WINDOWS = [bytes([byte]).decode("cp1252", "replace").replace("\ufffd", "") for byte in range(256)]

codecs.register_error("windows", as_windows)
