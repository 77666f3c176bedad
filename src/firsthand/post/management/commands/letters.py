from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from firsthand.post.models import Letter
from firsthand.post.sending import mail_is_set_up


class Command(BaseCommand):
    help = (
        "List the letters that wait in the outbox. Changes nothing. "
        "Example: firsthand manage letters --show 12"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--show", type=int, metavar="ID", help="show one letter whole")
        which.add_argument(
            "--given-up", action="store_true", help="list the letters that were given up instead"
        )

    def handle(self, *, show: int | None, given_up: bool, **options: Any) -> None:
        if show is not None:
            self.show(show)
        elif given_up:
            self.list(
                Letter.objects.filter(given_up_at__isnull=False).order_by("given_up_at", "pk"), "given up"
            )
        else:
            self.list(Letter.objects.waiting().order_by("made_at", "pk"), "waiting")
            if not mail_is_set_up():
                self.stdout.write("No mail server is set up, so nothing is sent; set FIRSTHAND_MAIL_URL.")

    def list(self, letters: Any, state: str) -> None:
        count = letters.count()
        for letter in letters.iterator(chunk_size=200):
            self.stdout.write(self.line(letter))
        self.stdout.write(f"{count or 'No'} letter{'' if count == 1 else 's'} {state}.")

    def line(self, letter: Letter) -> str:
        made = timezone.localtime(letter.made_at)
        times = f"{letter.tries} time{'' if letter.tries == 1 else 's'}"
        tried = f"tried {times}: {letter.failed_because}" if letter.failed_because else "not tried yet"
        return f"{letter.pk}  {made:%Y-%m-%d %H:%M}  {letter.about}  to {letter.to_address}  {tried}"

    def show(self, number: int) -> None:
        letter = Letter.objects.filter(pk=number).first()
        if letter is None:
            raise CommandError(
                f"There is no letter {number}; `firsthand manage letters` lists those that wait."
            )
        self.stdout.write(self.line(letter))
        if letter.sent_at:
            self.stdout.write(
                f"Sent {timezone.localtime(letter.sent_at):%Y-%m-%d %H:%M}; its words are not kept."
            )
        elif not letter.text:
            self.stdout.write("It came too late and was not sent; its words are not kept.")
        else:
            self.stdout.write(f"Subject: {letter.subject}\n\n{letter.text}")
