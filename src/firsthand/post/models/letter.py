from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import F, Q

# The wait after each failure. A letter that fails once more than there are waits is given up, about a day on.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 840))
MOST_TRIES = len(WAITS) + 1

# How long one sender may hold a letter. Longer than a round of sending and the slowest letter in it.
LEASE = timedelta(minutes=15)


class Letters(models.QuerySet["Letter"]):
    def waiting(self) -> Letters:
        """Return the letters that have neither left nor been given up."""
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, *, now: datetime) -> Letters:
        """Return the letters that may be sent now and that no sender holds, the soonest useless first."""
        free = Q(held_until=None) | Q(held_until__lte=now)
        due = self.waiting().filter(free, not_before__lte=now, not_after__gt=now, tries__lt=MOST_TRIES)
        return due.order_by("not_after", "pk")

    def too_late(self, *, now: datetime) -> Letters:
        """Return the letters that would come too late to be of use."""
        return self.waiting().filter(Q(held_until=None) | Q(held_until__lte=now), not_after__lte=now)

    def never_finished(self, *, now: datetime) -> Letters:
        """Return the letters whose last sender took them and was not heard of again."""
        return self.waiting().filter(held_until__lte=now, tries__gte=MOST_TRIES)


class Letter(models.Model):
    """Something to be sent to one address. It is written with the act it tells of, and leaves the house later.

    Its words are kept while it waits: of a letter that was sent, or came too late, only the fact remains.
    """

    key = models.CharField(max_length=200, unique=True)
    about = models.CharField(max_length=40)
    to_address = models.CharField(max_length=254)
    language = models.CharField(max_length=12)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    held_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    failed_because = models.CharField(max_length=200, blank=True)

    objects = Letters.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_letter_was_sent_or_given_up_not_both",
                condition=Q(sent_at=None) | Q(given_up_at=None),
            ),
            models.CheckConstraint(
                name="a_letter_given_up_says_why",
                condition=Q(given_up_at=None) | ~Q(failed_because=""),
            ),
            models.CheckConstraint(
                name="a_sent_letter_keeps_no_words",
                condition=Q(sent_at=None) | Q(subject="", text=""),
            ),
            models.CheckConstraint(
                name="a_waiting_letter_has_words",
                condition=Q(sent_at__isnull=False)
                | Q(given_up_at__isnull=False)
                | ~Q(subject="") & ~Q(text=""),
            ),
        ]
        indexes = [
            models.Index(
                name="letters_waiting",
                fields=["not_after"],
                condition=Q(sent_at=None, given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.pk} ({self.about})"

    def take(self, *, now: datetime) -> bool:
        """Take this letter for sending, alone among all senders, and commit that; say whether it worked."""
        with transaction.atomic(durable=True):
            taken = Letter.objects.due(now=now).filter(pk=self.pk, tries=self.tries)
            if not taken.update(held_until=now + LEASE, tries=F("tries") + 1):
                return False
        self.tries += 1
        return True

    def note_sent(self, *, at: datetime) -> None:
        """Record that the letter has left, whoever else has taken it meanwhile, and forget its words."""
        Letter.objects.filter(pk=self.pk, sent_at=None).update(
            sent_at=at, given_up_at=None, failed_because="", held_until=None, subject="", text=""
        )

    def note_failed(self, *, at: datetime, because: str, for_good: bool = False) -> bool:
        """Record why the letter did not leave; say whether it will be tried again."""
        again = not for_good and self.tries < MOST_TRIES
        mine = Letter.objects.waiting().filter(pk=self.pk, tries=self.tries)
        mine.update(
            held_until=None,
            failed_because=because[:200] or "no reason given",
            not_before=at + WAITS[self.tries - 1] if again else F("not_before"),
            given_up_at=None if again else at,
        )
        return again
