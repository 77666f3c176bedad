import io
import socket
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from typing import Any

from .limits import Deadline, Limits
from .refusal import Refused

READ_AHEAD = 8 * 1024
PIECE = 64 * 1024
GZIP = 16 + zlib.MAX_WBITS


class Wire(io.RawIOBase):
    """A socket read against one deadline for everything and an allowance of bytes, by http.client."""

    def __init__(self, connected: socket.socket, deadline: Deadline, *, allowance: int) -> None:
        self.connected = connected
        self.deadline = deadline
        self.allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.allowance <= 0:
            raise Refused("The host sent more around its answer than an answer needs.")
        self.connected.settimeout(self.deadline.left())
        count = self.connected.recv_into(memoryview(buffer)[: self.allowance])
        self.allowance -= count
        return count

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self, READ_AHEAD)


class Exchange:
    """One request and its answer over a socket: first the head, then, if it is wanted, the body."""

    def __init__(self, connected: socket.socket, deadline: Deadline, limits: Limits) -> None:
        self.connected, self.deadline, self.limits = connected, deadline, limits
        self.wire = Wire(connected, deadline, allowance=limits.header_bytes + READ_AHEAD)

    def head(self, request: bytes) -> HTTPResponse:
        """Send the request; return the answer, its head read and its body not yet."""
        with plain_reasons():
            self.connected.settimeout(self.deadline.left())
            self.connected.sendall(request)
            answer = HTTPResponse(self.wire, method="GET")  # type: ignore[arg-type]
            answer.begin()
        # From here on the bytes are the body's; the lines around chunks may cost as much again.
        self.wire.allowance = 2 * self.limits.body_bytes + READ_AHEAD
        return answer

    def body(self, answer: HTTPResponse) -> bytes:
        """Return the body, unpacked. Raises ``Refused`` when it is too large, cut short or oddly packed."""
        packing = (answer.getheader("Content-Encoding") or "").strip().lower()
        if packing not in {"", "identity", "gzip", "x-gzip"}:
            raise Refused("The answer is packed in a way that was not asked for.")
        with plain_reasons():
            pieces = self.pieces(answer)
            return self.within_limits(unpacked(pieces) if packing.endswith("gzip") else pieces)

    def pieces(self, answer: HTTPResponse) -> Iterator[bytes]:
        taken = 0
        while piece := answer.read(PIECE):
            taken += len(piece)
            if taken > self.limits.body_bytes:
                raise self.too_large()
            yield piece
        if answer.length:
            raise Refused("The host hung up before the answer was complete.")

    def within_limits(self, pieces: Iterable[bytes]) -> bytes:
        body = bytearray()
        for piece in pieces:
            body += piece
            if len(body) > self.limits.body_bytes:
                raise self.too_large()
        return bytes(body)

    def too_large(self) -> Refused:
        return Refused(f"The answer is larger than {self.limits.body_bytes:,} bytes.")


@contextmanager
def plain_reasons() -> Iterator[None]:
    """Turn what sockets and http.client raise into ``Refused`` and its sentence."""
    try:
        yield
    except TimeoutError:
        raise Refused("The answer was not complete in time.") from None
    except OSError:
        raise Refused("The host broke the connection off.") from None
    except (HTTPException, ValueError, zlib.error):
        raise Refused("The answer does not follow the rules of HTTP.") from None


def unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what gzip ``pieces`` unpack to, never more than one piece at a time in memory."""
    stream, begun = zlib.decompressobj(GZIP), False
    for piece in pieces:
        while piece:
            if stream.eof:  # one gzip file may follow another
                stream = zlib.decompressobj(GZIP)
            begun = True
            yield stream.decompress(piece, PIECE)
            piece = stream.unused_data if stream.eof else stream.unconsumed_tail
    if begun and not stream.eof:
        raise Refused("The host hung up before the answer was complete.")
