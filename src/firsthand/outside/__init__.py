"""The one safe door for every request to an address that content, readers or editors supplied.

Every address is checked when it is dialled, and again on every redirect; bytes and time are capped; hosts are
treated politely. Nothing else in the house opens a connection to such an address. A plain library: no Django,
no tables.

    answer = outside.fetch("https://example.org/feed.xml", accept=("application/atom+xml",))
"""

from .limits import Clock, Limits
from .manners import Manners
from .network import Network
from .refusal import Refused, TryLater
from .request import Answer, fetch

__all__ = ["Answer", "Clock", "Limits", "Manners", "Network", "Refused", "TryLater", "fetch"]
