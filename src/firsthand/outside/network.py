import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, ip_address
from queue import Empty, SimpleQueue

from .addresses import Address, on_the_open_internet
from .limits import Deadline
from .refusal import Refused
from .target import Target

MOST_ADDRESSES_TRIED = 4


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses the system's resolver gives for ``host``, in its order. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def dial(address: Address, port: int, seconds: float) -> socket.socket:
    """Return a socket connected to exactly ``address``; no name is looked up. Raises OSError."""
    family = socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6
    connected = socket.socket(family, socket.SOCK_STREAM)
    try:
        connected.settimeout(seconds)
        connected.connect((str(address), port))
    except BaseException:
        connected.close()
        raise
    return connected


@dataclass(frozen=True)
class Network:
    """The way out: how a name becomes addresses, how one of them is dialled, whose certificates are believed.

    The rule of the addresses is not part of it, so no Network can lead inside; a test with its own server has
    a ``dial`` that stands in for an open address.
    """

    look_up: Callable[[str, int], Sequence[str]] = look_up
    dial: Callable[[Address, int, float], socket.socket] = dial
    certificates: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)

    def connect(self, target: Target, deadline: Deadline) -> socket.socket:
        """Return a socket to ``target``, encrypted for https. Only what was checked is dialled."""
        addresses = self.addresses_of(target, deadline)[:MOST_ADDRESSES_TRIED]
        for untried, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            try:
                plain = self.dial(address, target.port, deadline.left() / untried)
            except OSError:
                continue
            return self.encrypted(plain, target, deadline) if target.scheme == "https" else plain
        deadline.left()
        raise Refused(f"'{target.host}' did not answer.")

    def addresses_of(self, target: Target, deadline: Deadline) -> list[Address]:
        """Return the addresses of ``target`` that may be dialled. Raises ``Refused`` when there is none.

        A name that leads nowhere and one that leads inside are refused with the same words.
        """
        written = [str(target.address)] if target.address else self.look_up_in_time(target, deadline)
        try:
            allowed = [address for address in map(ip_address, written) if on_the_open_internet(address)]
        except ValueError:
            allowed = []
        if not allowed:
            raise Refused(f"'{target.host}' does not lead to an address on the open internet.")
        return allowed

    def look_up_in_time(self, target: Target, deadline: Deadline) -> Sequence[str]:
        """Return what ``look_up`` finds. A thread asks: the system's resolver knows no deadline."""
        found: SimpleQueue[Sequence[str]] = SimpleQueue()

        def ask() -> None:
            try:
                found.put(self.look_up(target.host, target.port))
            except (OSError, UnicodeError):
                found.put([])

        threading.Thread(target=ask, name="outside-look-up", daemon=True).start()
        try:
            return found.get(timeout=deadline.left())
        except Empty:
            raise Refused(f"The name '{target.host}' could not be looked up in time.") from None

    def encrypted(self, plain: socket.socket, target: Target, deadline: Deadline) -> ssl.SSLSocket:
        """Return the socket after the TLS handshake, verified for the host that was asked for."""
        try:
            plain.settimeout(deadline.left())
            return self.certificates().wrap_socket(plain, server_hostname=target.host)
        except ssl.SSLCertVerificationError:
            plain.close()
            raise Refused(f"The certificate of '{target.host}' is not one to believe.") from None
        except TimeoutError:
            plain.close()
            raise Refused(f"'{target.host}' did not finish its TLS handshake in time.") from None
        except (OSError, ValueError):
            plain.close()
            raise Refused(f"'{target.host}' did not complete a TLS handshake.") from None
        except Refused:
            plain.close()
            raise
