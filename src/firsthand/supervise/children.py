"""The processes of a running place: begun, begun again when one dies, and ended together.

They are forked from the one that has loaded Django, so a place starts quickly and its processes share their memory.
"""

import logging
import os
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import NoReturn

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds before a process that died is begun again: doubled each time, up to the longest."""

STEADY_AFTER = 60.0
"""A process that has lived this many seconds has its next death counted as its first."""

GRACE = 10.0
"""Seconds a process has to end by itself."""


class Child:
    """One part of the place, in a process group of its own."""

    def __init__(self, name: str, run: Callable[[], None]) -> None:
        self.name, self.run = name, run
        self.pid = 0
        self.deaths = 0
        self.begun = 0.0
        self.next_at = 0.0

    def begin(self, lifeline: tuple[int, int]) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        self.begun = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            self.live(lifeline)

    def live(self, lifeline: tuple[int, int]) -> NoReturn:
        """Be the child: run the part, then end without returning into the parent's code."""
        status = 1
        try:
            os.setpgid(0, 0)
            signal.set_wakeup_fd(-1)
            for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
                signal.signal(each, signal.SIG_DFL)
            ours, theirs = lifeline
            os.close(theirs)
            threading.Thread(target=end_with_parent, args=(ours,), daemon=True).start()
            self.run()
            status = 0
        except SystemExit as asked:
            status = asked.code if isinstance(asked.code, int) else 0 if asked.code is None else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def has_died(self) -> bool:
        """Say whether the process has ended since it was last asked, and clear away what it left."""
        if not self.pid:
            return False
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if not pid:
            return False
        self.signal_group(signal.SIGKILL)
        self.pid = 0
        self.deaths = 1 if time.monotonic() - self.begun > STEADY_AFTER else self.deaths + 1
        pause = min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)
        self.next_at = time.monotonic() + pause
        how = f"exit status {os.waitstatus_to_exitcode(status)}"
        log.error("The %s ended unexpectedly (%s); it is begun again in %.1f s.", self.name, how, pause)
        return True

    def signal(self, which: int) -> None:
        if self.pid:
            os.kill(self.pid, which)

    def signal_group(self, which: int) -> None:
        """Reach what the process began too. Its group may be gone already."""
        try:
            os.killpg(self.pid, which)
        except ProcessLookupError:
            return


def end_with_parent(lifeline: int) -> None:
    """Wait until the parent is gone, however it went, and end this process in the usual way."""
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)


class Children:
    """All parts of the place."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        # Nothing is ever written: a child reads the end of it when the parent has closed its side by ending.
        self.lifeline = os.pipe()
        self.ending = False
        self.woken, wake = os.pipe()
        os.set_blocking(self.woken, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, self.asked_to_end)

    def asked_to_end(self, *_: object) -> None:
        if self.ending:
            self.kill()
        self.ending = True

    def begin(self) -> None:
        for child in self.children:
            child.begin(self.lifeline)

    def watch(self) -> None:
        """Begin again what dies, until somebody asks for the end."""
        while not self.ending:
            self.look_after()
            waiting = [child.next_at for child in self.children if not child.pid]
            pause = max(0.0, min(waiting) - time.monotonic()) if waiting else None
            self.doze(pause)

    def look_after(self) -> None:
        for child in self.children:
            if not child.has_died() and not child.pid and child.next_at <= time.monotonic():
                child.begin(self.lifeline)

    def doze(self, seconds: float | None) -> None:
        """Wait for a signal, at most ``seconds``."""
        if select.select([self.woken], [], [], seconds)[0]:
            os.read(self.woken, 512)

    def end(self) -> None:
        """Ask every process to end, wait, and end by force what did not."""
        self.ending = True
        for child in self.children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + GRACE
        while any(child.pid for child in self.children) and time.monotonic() < until:
            self.collect()
            if any(child.pid for child in self.children):
                self.doze(0.1)
        self.kill()
        self.collect(wait=True)

    def collect(self, *, wait: bool = False) -> None:
        for child in self.children:
            if child.pid and os.waitpid(child.pid, 0 if wait else os.WNOHANG)[0]:
                child.pid = 0

    def kill(self) -> None:
        for child in self.children:
            if child.pid:
                child.signal_group(signal.SIGKILL)
