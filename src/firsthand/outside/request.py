from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fnmatch import fnmatchcase
from http.client import HTTPResponse

from firsthand import __version__

from .limits import Clock, Deadline, Limits
from .manners import Manners, retry_after
from .network import Network
from .refusal import Refused, TryLater
from .target import Target, target_of
from .wire import Exchange

USER_AGENT = f"Firsthand/{__version__}"
REDIRECTS = {301, 302, 303, 307, 308}
BUSY = {429, 503}

MANNERS = Manners()


@dataclass(frozen=True)
class Answer:
    """What a host of the open internet said. ``url`` is where it said it, after all redirects."""

    url: str
    status: int
    headers: Mapping[str, str]  # names in lower case; values of the same name joined with commas
    body: bytes
    content_type: str  # lower case, without parameters; empty when the host named none


def fetch(
    url: str,
    *,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    accept: Sequence[str] = ("*/*",),
    clock: Clock = Clock(),  # noqa: B008 (frozen)
    network: Network = Network(),  # noqa: B008 (frozen)
    manners: Manners = MANNERS,
) -> Answer:
    """Return what the host at ``url`` answers to a GET, whatever its status.

    No cookie, credential, referrer or proxy goes with it. ``accept`` holds media types, like ``text/html`` or
    ``image/*``; an answer of status 2xx with another type is refused before its body is read.

    Raises ``Refused`` with one sentence when the address, the host or the answer is not one to let through,
    and ``TryLater`` when the host is not to be asked now.
    """
    deadline = Deadline(limits.seconds, clock)
    target = target_of(url, ports=limits.ports)
    visited: set[str] = set()
    with ExitStack() as turns:
        for _ in range(limits.redirects + 1):
            if target.host not in visited:
                turns.enter_context(manners.turn(target.host, deadline))
                visited.add(target.host)
            answer = ask(target, accept, limits, network, deadline)
            if isinstance(answer, Answer):
                return unless_busy(answer, target, clock, manners)
            target = answer
    raise Refused(f"The address redirects more than {limits.redirects} times.")


def ask(
    target: Target, accept: Sequence[str], limits: Limits, network: Network, deadline: Deadline
) -> Answer | Target:
    """Return the answer of ``target``, or where it redirects to."""
    with network.connect(target, deadline) as connected:
        exchange = Exchange(connected, deadline, limits)
        head = exchange.head(request_for(target, accept))
        location = head.getheader("Location")
        if head.status in REDIRECTS and location:
            return target.onwards(readable(location), ports=limits.ports)
        content_type = (head.getheader("Content-Type") or "").partition(";")[0].strip().lower()
        if 200 <= head.status < 300 and not any(fnmatchcase(content_type or "*/*", kind) for kind in accept):
            raise Refused(f"The answer is of the type '{content_type[:80]}', not {' or '.join(accept)}.")
        return Answer(target.url, head.status, headers_of(head), exchange.body(head), content_type)


def request_for(target: Target, accept: Sequence[str]) -> bytes:
    """Return the bytes of the request. Every part has been checked to be printable ASCII without spaces."""
    return (
        f"GET {target.path} HTTP/1.1\r\n"
        f"Host: {target.authority}\r\n"
        f"User-Agent: {USER_AGENT}\r\n"
        f"Accept: {', '.join(accept)}\r\n"
        "Accept-Encoding: gzip\r\n"
        "Connection: close\r\n"
        "\r\n"
    ).encode("ascii")


def headers_of(head: HTTPResponse) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in head.getheaders():
        name = name.lower()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def readable(location: str) -> str:
    """Return a Location header read as UTF-8, as browsers do; http.client reads it as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def unless_busy(answer: Answer, target: Target, clock: Clock, manners: Manners) -> Answer:
    """Return the answer, unless the host says when to come back: then keep away and raise ``TryLater``."""
    if answer.status in BUSY and (at := retry_after(answer.headers.get("retry-after"), now=clock.now())):
        manners.keep_away(target.host, at)
        raise TryLater(f"'{target.host}' asked to be asked later.", at=at)
    return answer
