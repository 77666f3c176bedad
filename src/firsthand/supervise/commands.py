"""Django's commands under the name of ours."""

from django.core.management import CommandError, ManagementUtility, load_command_class
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

from .database import fault_of
from .fault import Fault
from .ready import load_django, make_ready_for_a_command


def manage(words: list[str], *, example: str) -> int:
    """Run one of Django's commands as ``manage.py`` would. With ``--traceback`` a fault of the database shows its path."""
    load_django()
    utility = ManagementUtility(["firsthand manage", *words])
    utility.prog_name = "firsthand manage"
    if words[0] in {"help", "--help", "-h"} and len(words) == 1:
        print(f"Example: {example}\n")
    try:
        utility.execute()
    except DatabaseError as refused:
        if "--traceback" in words:
            raise
        raise fault_of(refused) from refused
    return 0


def run(word: str, words: list[str], *, example: str) -> int:
    """Run our own management command ``word`` with its options, and answer for its faults in one line."""
    load_django()
    command = command_named(word)
    parser = command.create_parser("firsthand", word, epilog=f"Example: {example}")
    try:
        options = vars(parser.parse_args(words))
        arguments = options.pop("args", ())
        make_ready_for_a_command()
        command.execute(*arguments, **options)
    except CommandError as refused:
        raise Fault(str(refused).removeprefix("Error: ")) from refused
    except DatabaseError as refused:
        raise fault_of(refused) from refused
    finally:
        connections.close_all()
    return 0


def command_named(word: str) -> BaseCommand:
    from django.core.management import get_commands

    return load_command_class(get_commands()[word], word)
