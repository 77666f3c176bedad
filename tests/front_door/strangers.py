"""Readers of the hammered place: plain sockets that stay open, and start again when their worker was killed."""

from __future__ import annotations

import random
import socket
import threading
from collections import Counter

PATIENCE = 15.0
CONNECTIONS = 3


class Stranger:
    """A few connections to one port, used in turn; each belongs to whichever worker took it."""

    def __init__(self, port: int, seed: int, *, connections: int = CONNECTIONS) -> None:
        self.port, self.random = port, random.Random(seed)
        self.faults: Counter[str] = Counter()
        self.sockets: list[socket.socket | None] = [None] * connections

    def get(self, path: str, *, at: int | None = None) -> tuple[int, bytes] | None:
        """Return status and body; None when the worker died before it had answered. Connections go by ``at``."""
        at = self.random.randrange(len(self.sockets)) if at is None else at
        if self.random.random() < 0.02:
            self.close(at)  # another connection may be another worker's
        try:
            line = self.sockets[at]
            if line is None:
                line = self.sockets[at] = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\n\r\n".encode())
            return answer_on(line)
        except (OSError, EOFError) as fault:
            self.faults[type(fault).__name__] += 1
            self.close(at)
            return None

    def close(self, at: int) -> None:
        line, self.sockets[at] = self.sockets[at], None
        if line is not None:
            line.close()


def answer_on(line: socket.socket) -> tuple[int, bytes]:
    read = b""
    while b"\r\n\r\n" not in read:
        read += more_of(line)
    head, _, body = read.partition(b"\r\n\r\n")
    fields = dict(each.lower().split(b": ", 1) for each in head.split(b"\r\n")[1:])
    length = int(fields[b"content-length"])
    while len(body) < length:
        body += more_of(line)
    return int(head.split(b" ", 2)[1]), body


def more_of(line: socket.socket) -> bytes:
    piece = line.recv(65536)
    if not piece:
        raise EOFError
    return piece


class Each(threading.local):
    """A stranger of each thread's own."""

    def __init__(self, port: int, seed: int) -> None:
        self.stranger = Stranger(port, seed + threading.get_ident() % 10_000)
