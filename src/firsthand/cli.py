"""The ``firsthand`` command: one word for what is wanted, then its options.

Nothing of Django is loaded to answer ``--help``. An expected fault is one line on standard error and exit status 1.
"""

import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from firsthand import __version__
from firsthand.supervise.fault import Fault

PASSED_ON = {"import", "manage"}
"""Commands whose own options are read by Django's, not here."""


class Parser(ArgumentParser):
    """A parser that answers what it does not understand in one line, as every other fault is answered."""

    def error(self, message: str) -> NoReturn:
        raise Fault(f"{message}. See {self.prog} --help.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    written = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = options_of(written)
        os.environ["DJANGO_SETTINGS_MODULE"] = "firsthand.settings"
        if options.data:
            os.environ["FIRSTHAND_DATA"] = str(Path(options.data).expanduser().absolute())
        return int(options.run(options) or 0)
    except Fault as fault:
        print(f"firsthand: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("firsthand: stopped.", file=sys.stderr)
        return 130


def options_of(written: list[str]) -> Namespace:
    """Return what was asked for. A command that passes its words on keeps them in ``rest``, ``--data`` taken out."""
    parser = the_parser()
    at = 0
    while at < len(written) and written[at].startswith("-"):
        at += 2 if written[at] == "--data" else 1
    before, rest = written[: at + 1], written[at + 1 :]
    if not set(written[at : at + 1]) & PASSED_ON:
        return parser.parse_args(written)
    before, rest = data_taken_out(before, rest or ["--help"])
    options = parser.parse_args(before)
    options.rest = rest
    return options


def data_taken_out(before: list[str], rest: list[str]) -> tuple[list[str], list[str]]:
    """Move ``--data DIR`` from behind the command to before it."""
    for at, each in enumerate(rest):
        if each == "--data" and at + 1 < len(rest):
            return [*rest[at : at + 2], *before], rest[:at] + rest[at + 2 :]
        if each.startswith("--data="):
            return [each, *before], rest[:at] + rest[at + 1 :]
    return before, rest


def the_parser() -> Parser:
    parser = Parser(
        prog="firsthand",
        description="A place where the people inside a company tell their own work, in first person.",
        epilog="Example: firsthand up --port 8080 --data /srv/stories",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Firsthand {__version__}")
    parser.add_argument("--data", metavar="DIR", help="the data folder (else FIRSTHAND_DATA, else ./data)")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(word: str, what: str, example: str, *, takes_data: bool = True) -> Parser:
        each = commands.add_parser(
            word,
            help=what,
            description=what[0].upper() + what[1:] + ".",
            epilog=f"Example: {example}",
            formatter_class=RawDescriptionHelpFormatter,
            add_help=word not in PASSED_ON,
        )
        if takes_data:
            # SUPPRESS: without it the default written here would overrule --data before the command.
            each.add_argument("--data", metavar="DIR", default=SUPPRESS, help="the data folder")
        return each

    up = command("up", "start the place: web, worker and schedule", "firsthand up --demo --port 8080")
    up.add_argument("--port", type=a_port, default=8000, metavar="N", help="the port to answer on (8000)")
    up.add_argument("--demo", action="store_true", help="fill an empty place with an invented company")
    up.add_argument("--no-browser", action="store_true", help="do not open a browser")
    up.set_defaults(run=start_the_place)

    bring_in = command(
        "import",
        "bring in stories told elsewhere",
        "firsthand import wordpress export.xml --as ada@example.org",
        takes_data=False,
    )
    bring_in.set_defaults(run=run_import)

    doctor = command(
        "doctor", "say whether everything the place needs is well", "firsthand doctor --data /srv/stories"
    )
    doctor.set_defaults(run=examine)

    manage = command("manage", "run one of Django's own commands", "firsthand manage shell", takes_data=False)
    manage.set_defaults(run=run_manage)
    return parser


def a_port(written: str) -> int:
    if not written.isdecimal() or len(written) > 5 or not 1 <= int(written) <= 65535:
        raise Fault(f"--port is '{written}'; write a number from 1 to 65535.")
    return int(written)


def start_the_place(options: Namespace) -> int:
    from firsthand.supervise.up import up

    return up(port=options.port, demo=options.demo, browser=not options.no_browser)


def run_import(options: Namespace) -> int:
    from firsthand.supervise.commands import run

    return run("import", options.rest, example="firsthand import wordpress export.xml --as ada@example.org")


def examine(options: Namespace) -> int:
    from firsthand.supervise.doctor import examine

    return examine()


def run_manage(options: Namespace) -> int:
    from firsthand.supervise.commands import manage

    return manage(options.rest, example="firsthand manage person marta@example.org --name 'Marta Bellandi'")
