from datetime import datetime


class Refused(Exception):
    """The door let the request not out, or its answer not in. ``reason`` is one sentence that names why.

    The sentence never says which address a name led to: whoever typed the name could map the inside with it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TryLater(Refused):
    """The host is not to be asked before ``at``, an aware moment: it said so, or it was just asked enough."""

    def __init__(self, reason: str, *, at: datetime) -> None:
        super().__init__(reason)
        self.at = at
