"""Django's commands under the name of ours."""

from django.core.management import CommandError, ManagementUtility, load_command_class
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

from .fault import Fault
from .ready import load_django


def manage(words: list[str]) -> int:
    """Run one of Django's commands as ``manage.py`` would."""
    utility = ManagementUtility(["firsthand manage", *words])
    utility.prog_name = "firsthand manage"
    utility.execute()
    return 0


def run(word: str, words: list[str], *, example: str) -> int:
    """Run our own management command ``word`` with its options, and answer for its faults in one line."""
    load_django()
    command = command_named(word)
    parser = command.create_parser("firsthand", word, epilog=f"Example: {example}")
    # CommandError is for a caller in Python; at the command line argparse ends with the usage and the reason.
    parser.called_from_command_line = True
    options = vars(parser.parse_args(words))
    arguments = options.pop("args", ())
    try:
        command.execute(*arguments, **options)
    except CommandError as refused:
        raise Fault(str(refused)) from refused
    except DatabaseError as refused:
        from .database import fault_of

        raise fault_of(refused) from refused
    finally:
        connections.close_all()
    return 0


def command_named(word: str) -> BaseCommand:
    from django.core.management import get_commands

    return load_command_class(get_commands()[word], word)
