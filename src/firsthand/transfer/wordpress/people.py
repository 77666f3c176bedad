"""Who signed a post, as authors here: the same one however often they come, and an account's where there is one."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from firsthand.people.models import Author, User
from firsthand.stories.imported import PublishedAs
from firsthand.stories.models import Byline

from ..models import BroughtAuthor
from .item import Person


class People:
    """The authors of one blog. Somebody without an account here is an author without one."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.known: dict[str, Author] = {}
        self.made = 0

    def published_as(self, people: list[Person]) -> list[PublishedAs]:
        """Return the bylines of a post: who, and the name they stood under there."""
        return [PublishedAs(self.author(each), each.name) for each in people]

    def author(self, person: Person) -> Author:
        if person.login not in self.known:
            with transaction.atomic():
                self.known[person.login] = self.found(person)
        return self.known[person.login]

    def found(self, person: Person) -> Author:
        brought = BroughtAuthor.objects.select_related("author").filter(
            source=self.source, login=person.login
        )
        if known := brought.first():
            return known.author
        account = account_of(person)
        author = Author.objects.filter(user=account).first() if account else None
        if author is None:
            author = Author.objects.create(name=person.name, user=account)
            self.made += 1
        BroughtAuthor.objects.create(source=self.source, login=person.login, author=author)
        return author

    def meet(self, named: Iterable[Person]) -> None:
        """Offer those who have an account here by now what was brought in before they had one."""
        waiting = BroughtAuthor.objects.select_related("author").filter(source=self.source, author__user=None)
        by_login = {person.login: person for person in named}
        for brought in waiting:
            person = by_login.get(brought.login)
            if person and (account := account_of(person)):
                with transaction.atomic():
                    join(brought, account)


def account_of(person: Person) -> User | None:
    """Return the account with the address that the blog had of somebody."""
    address = person.email.strip().lower()
    user = User.objects.filter(email=address).first() if address else None
    return user if user and user.is_active else None


def join(brought: BroughtAuthor, account: User) -> None:
    """Let somebody who has an account by now be offered what was brought in before they had one."""
    author = Author.objects.filter(user=account).first()
    if author is None:
        brought.author.user = account
        brought.author.save(update_fields=["user"])
        return
    mine = Byline.objects.filter(author=author).values("story")
    Byline.objects.filter(author=brought.author, accepted_at=None).exclude(story__in=mine).update(
        author=author
    )
    brought.author = author
    brought.save(update_fields=["author"])
