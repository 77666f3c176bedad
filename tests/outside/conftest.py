"""Hosts of the open internet, played by servers on this machine. The rule of the addresses stays the real one:
names lead to open addresses, and only the dialling is bent to the loopback."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from firsthand.outside import Clock, Manners, Network
from firsthand.outside.addresses import Address

CERTIFICATES = Path(__file__).parent / "certificates"
OPEN_ADDRESS = "93.184.215.14"

Play = Callable[[socket.socket], None]


@dataclass
class Host:
    """A server whose part is a function: it gets the connection once the request has been read."""

    play: Play
    tls: bool = False
    requests: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.door.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                connected, _ = self.door.accept()
                threading.Thread(target=self.answer, args=(connected,), daemon=True).start()

    def answer(self, connected: socket.socket) -> None:
        with suppress(OSError), connected:
            connected.settimeout(10)
            if self.tls:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(CERTIFICATES / "example.org.pem")
                with context.wrap_socket(connected, server_side=True) as encrypted:
                    self.converse(encrypted)
            else:
                self.converse(connected)

    def converse(self, connected: socket.socket) -> None:
        request = b""
        while not request.endswith(b"\r\n\r\n"):
            piece = connected.recv(4096)
            if not piece:
                return
            request += piece
        self.requests.append(request.decode("ascii"))
        self.play(connected)

    def drip(self, connected: socket.socket, drops: bytes) -> None:
        """Send ``drops`` over and over, a little at a time, until the other side or the test has had enough."""
        while not self.closing.wait(0.01):
            connected.sendall(drops)

    def close(self) -> None:
        self.closing.set()
        self.door.close()


@pytest.fixture
def a_host() -> Iterator[Callable[..., Host]]:
    """A maker of hosts, from a function or from the bytes they answer with."""
    hosts: list[Host] = []

    def make(part: Play | bytes, *, tls: bool = False) -> Host:
        answer = part
        play: Play = (lambda connected: connected.sendall(answer)) if isinstance(answer, bytes) else answer
        hosts.append(Host(play, tls=tls))
        return hosts[-1]

    yield make
    for host in hosts:
        host.close()


@dataclass
class Roads:
    """A network whose every name leads to an open address, and every open address to one host on this machine."""

    host: Host
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)

    def network(self) -> Network:
        return Network(look_up=self.look_up, dial=self.dial, certificates=self.certificates)

    def look_up(self, name: str, port: int) -> Sequence[str]:
        self.looked_up.append(name)
        return self.names.get(name, [OPEN_ADDRESS])

    def dial(self, address: Address, port: int, seconds: float) -> socket.socket:
        self.dialled.append(f"{address}:{port}")
        return socket.create_connection(("127.0.0.1", self.host.port), timeout=seconds)

    def certificates(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(CERTIFICATES / "authority.pem"))


@pytest.fixture
def manners() -> Manners:
    """Manners of a process that has asked nobody yet and never makes one wait."""
    return Manners(interval=0)


@dataclass
class Wristwatch:
    """A clock that moves only when somebody sleeps."""

    seconds: float = 1000.0
    naps: list[float] = field(default_factory=list)

    def clock(self) -> Clock:
        return Clock(monotonic=lambda: self.seconds, now=self.now, sleep=self.sleep)

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 9, 0, tzinfo=UTC) + timedelta(seconds=self.seconds - 1000)

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.seconds += seconds


@pytest.fixture
def wristwatch() -> Wristwatch:
    return Wristwatch()


@pytest.fixture
def roads_to() -> type[Roads]:
    return Roads
