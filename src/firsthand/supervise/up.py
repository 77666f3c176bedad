"""``firsthand up``: check, prepare, start, say where, and stay until asked to stop."""

import gc
import os
import sys
import time
import webbrowser

from . import folder, network, ready
from .children import Children
from .fault import Fault

START_WITHIN = 60.0
"""Seconds within which the web server must have answered for the first time."""


def up(*, port: int, demo: bool, browser: bool) -> int:
    """Run the place until somebody asks it to end."""
    data = folder.the_folder()
    folder.prepare(data)
    running = folder.hold(data, address=f"port {port}")
    held = network.hold_port(port)
    ready.load_django()
    ready.refuse_what_cannot_run()
    prepare(demo=demo)

    from django.db import connections

    from .parts import the_parts

    children = Children(the_parts(port))
    link = link_to_show(demo=demo)
    connections.close_all()
    gc.collect()
    gc.freeze()  # what is loaded stays shared between the processes
    children.begin()
    try:
        wait_until_it_answers(children, port)
        if not children.ending:
            welcome(port, link, browser=browser)
        children.watch()
    finally:
        children.end()
        held.close()
        running.close()
    return 0


def prepare(*, demo: bool) -> None:
    """Bring tables and static files up to date and fill the invented company in, each only where needed."""
    from .collected import collect_if_changed
    from .database import bring_up_to_date

    try:
        if bring_up_to_date():
            say("The tables are ready.")
        if collect_if_changed():
            say("Styles and scripts are gathered.")
    except OSError as refused:
        raise folder.cannot_write(folder.the_folder(), refused) from refused
    if demo:
        fill_in_the_demo()


def fill_in_the_demo() -> None:
    """Fill an empty place only: what people have told is never mixed with what is invented."""
    from django.core.management import CommandError, call_command

    from firsthand.transfer.demo.filling import is_empty

    if not is_empty():
        say("There is something in the place already; the invented company was left out.")
        return
    say("Filling the place with an invented company …")
    try:
        call_command("demo")
    except CommandError as refused:
        raise Fault(str(refused)) from refused


def link_to_show(*, demo: bool) -> str | None:
    """Return a link for the administrator: in a fresh place or a demo, and whenever a person looks at a terminal.

    Elsewhere what is printed ends in a log, and a link in a log is a key on a hook.
    """
    from .welcome import nobody_has_come_in_yet, sign_in_link

    return sign_in_link() if demo or sys.stdout.isatty() or nobody_has_come_in_yet() else None


def wait_until_it_answers(children: Children, port: int) -> None:
    from .welcome import name_of_host

    web, host = children.children[0], name_of_host()
    until = time.monotonic() + START_WITHIN
    while not children.ending and not network.answers(port, host=host):
        if web.has_died() or time.monotonic() > until:
            raise Fault(
                "The web server did not start; the lines above say why. firsthand doctor may say more."
            )
        children.doze(0.05)


def welcome(port: int, link: str | None, *, browser: bool) -> None:
    from .welcome import address_at

    address = address_at(port)
    say(f"Firsthand is at {address}/")
    if link:
        say(f"Sign in as the administrator, once, within half an hour: {address}{link}")
    say(f"What it keeps is in {folder.the_folder()}. Stop it with Ctrl-C.")
    if browser and sys.stdout.isatty() and has_a_display():
        webbrowser.open(f"{address}{link or '/'}")


def has_a_display() -> bool:
    return sys.platform in {"darwin", "win32"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def say(line: str) -> None:
    print(line, flush=True)
