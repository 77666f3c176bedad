"""How many replies strangers of one network may send: counted in the memory of one process, forgotten soon."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from threading import Lock
from typing import Any

AT_MOST = 20
WITHIN = timedelta(minutes=10)
NETWORKS_REMEMBERED = 5000


class Limit:
    """A count for each network of when it sent something lately. Nothing of it is ever written down."""

    def __init__(self, *, at_most: int = AT_MOST, within: timedelta = WITHIN) -> None:
        self.at_most, self.within = at_most, within
        self._sent: OrderedDict[str, list[datetime]] = OrderedDict()
        self._lock = Lock()

    def allows(self, address: str, *, now: datetime) -> bool:
        """Say whether one more may come from the network of ``address``, and count it if so."""
        network = network_of(address)
        with self._lock:
            lately = [at for at in self._sent.pop(network, []) if now - at < self.within]
            allowed = len(lately) < self.at_most
            self._sent[network] = [*lately, now] if allowed else lately
            while len(self._sent) > NETWORKS_REMEMBERED:
                self._sent.popitem(last=False)
        return allowed


def address_of(meta: Mapping[str, Any], *, proxies: int) -> str:
    """Return the address a request came from, where ``proxies`` of the operator's own stand in front.

    Each of them adds, at the right, the address it was asked from; what stands further left a stranger may have
    written. Where the header is shorter than that, somebody came past them: then it is not believed at all.

    >>> address_of({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 192.0.2.7"}, proxies=1)
    '192.0.2.7'
    """
    nearest = str(meta.get("REMOTE_ADDR", ""))
    told = [each.strip() for each in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    return told[-proxies] if 0 < proxies <= len(told) else nearest


def network_of(address: str) -> str:
    """Return the network an address belongs to: its first 24 bits, or 48 of the long kind; "" when it is none.

    >>> network_of("192.0.2.77"), network_of("2001:db8:1:2::3"), network_of("")
    ('192.0.2.0/24', '2001:db8:1::/48', '')
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False))
