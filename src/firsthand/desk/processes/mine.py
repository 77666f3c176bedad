"""Whether there is anything to lead somebody to: processes they keep, or the first one to make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from firsthand.stories.keeping import kept_by
from firsthand.stories.models import Process
from firsthand.stories.models.process import makes_processes

if TYPE_CHECKING:
    from firsthand.audience.reader import Reader
    from firsthand.people.models import User


def keeps_any(user: User, reader: Reader) -> bool:
    """Say whether ``user`` finds the page of processes."""
    return makes_processes(user) or kept_by(user, reader).exists()


def lacks_a_process(user: Any, reader: Reader) -> bool:
    """Say whether no process exists for ``user``, who may make one."""
    return not Process.objects.visible_to(reader).exists() and makes_processes(user)
