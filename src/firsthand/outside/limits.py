import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from .refusal import Refused


@dataclass(frozen=True)
class Limits:
    """How much of the house one request may take.

    ``seconds`` is the whole time, from the first name looked up to the last byte, redirects included.
    ``body_bytes`` holds for what came over the wire and for what it unpacks to.
    """

    seconds: float = 20.0
    body_bytes: int = 2 * 1024 * 1024
    header_bytes: int = 32 * 1024
    redirects: int = 5
    ports: frozenset[int] = frozenset({80, 443})


@dataclass(frozen=True)
class Clock:
    """The time as the door reads it. Tests bring their own."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Deadline:
    """The moment by which a whole request must be over."""

    seconds: float
    clock: Clock
    begun: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "begun", self.clock.monotonic())

    def left(self) -> float:
        """Return the seconds that remain; raise ``Refused`` when none do."""
        left = self.begun + self.seconds - self.clock.monotonic()
        if left <= 0:
            raise Refused(f"The answer was not complete within {self.seconds:g} seconds.")
        return left
