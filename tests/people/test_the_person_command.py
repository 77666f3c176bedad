"""``firsthand manage person``: how whoever runs a place lets somebody in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cast import NOW
from firsthand.people.models import RoleHeld, Standing, User
from firsthand.people.signin import use_link

pytestmark = pytest.mark.django_db


def person(*words: str) -> str:
    said = StringIO()
    call_command("person", *words, stdout=said)
    return said.getvalue()


def came_in_by(said: str) -> User | None:
    return use_link(said.strip().rpartition("/sign-in/")[2], at=timezone.now())


def test_a_new_person_gets_an_account_and_a_link_that_works(db: None):
    said = person("Marta@example.org", "--name", "Marta Bellandi")

    marta = User.objects.get(email="marta@example.org")
    assert (marta.name, marta.standing) == ("Marta Bellandi", Standing.COLLEAGUE)
    assert said.startswith("Marta Bellandi has an account now, as a colleague.")
    assert came_in_by(said) == marta


def test_a_partner_is_made_a_partner():
    person("elena@example.org", "--name", "Elena", "--partner")

    assert User.objects.get().standing == Standing.PARTNER


def test_somebody_who_is_here_gets_a_link_and_stays_as_they_are(luca: User):
    said = person(luca.email, "--name", "Another Name", "--partner")

    assert came_in_by(said) == luca
    luca.refresh_from_db()
    assert (luca.name, luca.standing) == ("Luca Berti", Standing.COLLEAGUE)


def test_a_role_is_given_once(luca: User):
    person(luca.email, "--role", "editor")
    person(luca.email, "--role", "editor")

    assert list(luca.roles.values_list("role", flat=True)) == [RoleHeld.Role.EDITOR]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["nobody@example.org"], "give --name"),
        (["nobody@example.org", "--name", " "], "give --name"),
        (["not an address", "--name", "X"], "is no mail address"),
    ],
)
def test_what_cannot_be_done_is_said_and_makes_no_account(words: list[str], reason: str):
    with pytest.raises(CommandError, match=reason):
        person(*words)

    assert not User.objects.exists()


def test_an_ended_account_gets_no_link(luca: User, ada: User):
    luca.end(by=ada, at=NOW)

    with pytest.raises(CommandError, match="has ended"):
        person(luca.email, "--role", "editor")

    assert not luca.roles.exists()
