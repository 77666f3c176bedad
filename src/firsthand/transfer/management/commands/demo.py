from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from firsthand.transfer.demo.filling import fill, is_empty

AFRESH = "Start the demo in a folder of its own: firsthand up --demo --data FOLDER"


class Command(BaseCommand):
    help = (
        "Fill an empty place with an invented company, Pompe Brenta. Safe to run twice: it leaves a place alone in "
        "which there is anything. Example: firsthand manage demo"
    )

    def handle(self, **options: Any) -> None:
        if not is_empty():
            raise CommandError(f"The place is not empty; nothing was changed. {AFRESH}")
        try:
            company = fill(now=timezone.now())
        except Exception as fault:
            raise CommandError(
                f"The invented company came in only in part ({fault}). {AFRESH}, in one that is empty."
            ) from fault
        self.stdout.write(
            f"{len(company.stories)} stories of {len(company.people)} invented people are there."
        )
