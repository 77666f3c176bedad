import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from .addresses import Address
from .refusal import Refused

LONGEST_URL = 4096
LONGEST_HOST = 253  # RFC 1035, 2.3.4
USUAL_PORTS = {"http": 80, "https": 443}
LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
UNWRITABLE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")
KEPT_IN_PATHS = "%/:=&?~+!$,;'@()*[]"


@dataclass(frozen=True)
class Target:
    """Where a request goes: an address of the web, taken apart and put into one spelling."""

    scheme: str
    host: str  # ASCII, lower case, without brackets and without the final dot
    port: int
    path: str  # with the query, percent-encoded

    @property
    def address(self) -> Address | None:
        """The address the host already is, or None when the host is a name."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None

    @property
    def authority(self) -> str:
        """The host as the request's Host header writes it."""
        host = f"[{self.host}]" if isinstance(self.address, IPv6Address) else self.host
        return host if self.port == USUAL_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"

    def onwards(self, location: str, *, ports: frozenset[int]) -> "Target":
        """Return where a redirect leads. From https it may not lead back to http."""
        if UNWRITABLE.search(location):
            raise Refused(
                "The redirect leads to an address with a space, a backslash or a control character in it."
            )
        try:
            further = target_of(urljoin(self.url, location), ports=ports)
        except ValueError:
            raise Refused("The redirect leads to an address that cannot be read.") from None
        if self.scheme == "https" and further.scheme == "http":
            raise Refused(
                "The redirect leads from https back to http, where anybody could change the answer."
            )
        return further


def target_of(url: str, *, ports: frozenset[int]) -> Target:
    """Return where ``url`` leads. Raises ``Refused`` for whatever is not a plain address of the web.

    >>> target_of("https://Bücher.example:443/à#top", ports=frozenset({443})).url
    'https://xn--bcher-kva.example/%C3%A0'
    """
    if len(url) > LONGEST_URL:
        raise Refused(f"The address is longer than {LONGEST_URL} characters.")
    # urlsplit drops tabs and newlines, browsers read a backslash as a slash: two readings, two hosts.
    if UNWRITABLE.search(url):
        raise Refused("The address has a space, a backslash or a control character in it.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Refused("The address cannot be read; write it like https://example.org/page.") from None
    if parts.scheme not in USUAL_PORTS:
        raise Refused("Only addresses that begin with http:// or https:// are fetched.")
    if "@" in parts.netloc:
        raise Refused("The address carries a name or a password before the host; write it without.")
    if not host:
        raise Refused("The address names no host; write it like https://example.org/page.")
    port = USUAL_PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise Refused(f"Port {port} is not asked; only {' and '.join(map(str, sorted(ports)))} are.")
    path = urlunsplit(
        ("", "", quote(parts.path or "/", safe=KEPT_IN_PATHS), quote(parts.query, safe=KEPT_IN_PATHS), "")
    )
    return Target(parts.scheme, ascii_host(host), port, path)


def ascii_host(host: str) -> str:
    """Return ``host`` as the wire writes it: an address as it is, a name in ASCII (IDNA) and lower case."""
    try:
        return str(ip_address(host)) if "%" not in host else unreadable(host)
    except ValueError:
        pass
    try:
        name = (
            host.encode("idna").decode("ascii").lower().removesuffix(".") if len(host) <= LONGEST_HOST else ""
        )
    except UnicodeError:
        return unreadable(host)
    if not name or len(name) > LONGEST_HOST or not all(LABEL.fullmatch(label) for label in name.split(".")):
        return unreadable(host)
    return name


def unreadable(host: str) -> str:
    raise Refused(f"'{host[:80]}' is not the name of a host.")
