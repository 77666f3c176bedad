from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from firsthand.people.models import User
from firsthand.place.models import Place
from firsthand.transfer.progress import progress
from firsthand.transfer.wordpress.bringing import Import
from firsthand.transfer.wordpress.refusal import NotAnExport
from firsthand.transfer.wordpress.shortcodes import Shortcodes
from firsthand.transfer.wordpress.source import sources_of
from firsthand.transfer.wordpress.survey import Survey, survey
from firsthand.transfer.wordpress.telling import table_of


class Command(BaseCommand):
    help = (
        "Bring in what was told elsewhere. Safe to run twice: nothing comes double, and an import that was stopped "
        "is completed by running it again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
        wordpress = kinds.add_parser(
            "wordpress",
            help="the posts of a WordPress blog, from the file of its Tools → Export",
            description="Bring in the posts of an export of WordPress (.xml, also packed as .gz or .zip).",
            epilog="Example: firsthand import wordpress export.xml --as ada@example.org",
        )
        wordpress.add_argument("file", type=Path, metavar="FILE", help="the file that WordPress exported")
        wordpress.add_argument(
            "--as",
            dest="person",
            metavar="PERSON",
            help="address or name of the account that opens what was public; without it everything comes in closed",
        )
        wordpress.add_argument(
            "--dry-run", action="store_true", help="show the table of what would happen, and change nothing"
        )

    def handle(self, *, file: Path, person: str | None, dry_run: bool, **options: Any) -> None:
        by = account(person) if person is not None else None
        shortcodes = Shortcodes()
        place = Place.current()
        importing = Import(
            by=by,
            now=timezone.now(),
            zone=ZoneInfo(place.time_zone),
            language=place.language,
            shortcodes=shortcodes,
            dry=dry_run,
        )
        try:
            found = [self.look_at(source, shortcodes) for source in sources_of(file)]
            for each in found:
                with progress("Bringing in", each.items) as tick:
                    importing.bring(each, tick=tick)
        except NotAnExport as refused:
            raise CommandError(str(refused)) from refused
        finally:
            if importing.tally.read:
                self.tell(importing)
        if not importing.tally.read:
            self.tell(importing)
        if failed := sum(group.posts for group in importing.tally.failed.values()):
            posts = "1 post" if failed == 1 else f"{failed} posts"
            raise CommandError(f"{posts} could not be brought in; the table says which, and why.")

    def look_at(self, source: Any, shortcodes: Shortcodes) -> Survey:
        with progress(f"Looking at {source.name}") as tick:
            return survey(source, shortcodes, tick=tick)

    def tell(self, importing: Import) -> None:
        """Write the table. Whoever reads it through a pipe may stop reading; what came, came."""
        try:
            for line in table_of(importing.tally, dry=importing.dry):
                self.stdout.write(line)
            self.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def account(person: str) -> User:
    """Return the account that ``person`` names. Raises ``CommandError`` when it is none, ended, or more than one."""
    named = User.objects.filter(email=person.strip().lower()) or User.objects.filter(name=person.strip())
    found = [user for user in named if user.is_active]
    if not found:
        fault = "has been ended" if named else "does not exist"
        raise CommandError(
            f"--as is '{person}', an account that {fault}; write the address of one that is open, "
            "or make one with firsthand manage person ADDRESS --name NAME."
        )
    if len(found) > 1:
        raise CommandError(
            f"--as is '{person}', and {len(found)} accounts have that name; write the address."
        )
    return found[0]
