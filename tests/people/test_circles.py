"""Joining a circle and leaving it: on record, and no secret from those who are in it."""

import pytest

from cast import NOW, reader_of
from firsthand.people.circles import join, leave
from firsthand.people.models import Circle, Membership, User
from firsthand.post.models import Letter

pytestmark = pytest.mark.django_db


def test_joining_is_recorded_with_who_let_one_in_and_when(the_team: Circle, luca: User, ada: User):
    membership = join(the_team, luca, by=ada, at=NOW)

    assert (membership.user, membership.added_by, membership.joined_at) == (luca, ada, NOW)
    assert the_team.pk in reader_of(luca).circle_ids


def test_joining_is_told_to_the_members_and_to_nobody_else(
    the_team: Circle, marta: User, teresa: User, luca: User, elena: User, ada: User
):
    join(the_team, luca, by=ada, at=NOW)

    written_to = set(Letter.objects.values_list("to_address", flat=True))
    assert written_to == {marta.email, teresa.email}
    assert all("Luca Berti" in letter.text for letter in Letter.objects.all())


def test_joining_twice_is_one_membership_and_one_letter(the_team: Circle, marta: User, luca: User, ada: User):
    first = join(the_team, luca, by=ada, at=NOW)

    assert join(the_team, luca, by=ada, at=NOW) == first
    assert Letter.objects.count() == 1


def test_whoever_has_left_is_written_to_no_more(
    the_team: Circle, marta: User, teresa: User, luca: User, ada: User
):
    leave(the_team, teresa, at=NOW)

    join(the_team, luca, by=ada, at=NOW)

    assert list(Letter.objects.values_list("to_address", flat=True)) == [marta.email]


def test_leaving_ends_the_membership_and_keeps_the_record(the_team: Circle, luca: User, ada: User):
    join(the_team, luca, by=ada, at=NOW)
    assert the_team.pk in reader_of(luca).circle_ids

    leave(the_team, luca, at=NOW)

    assert the_team.pk not in reader_of(luca).circle_ids
    assert Membership.objects.get(user=luca).ended_at == NOW


def test_one_comes_back_with_a_new_record(the_team: Circle, luca: User, ada: User):
    join(the_team, luca, by=ada, at=NOW)
    leave(the_team, luca, at=NOW)

    join(the_team, luca, by=ada, at=NOW)

    assert Membership.objects.filter(user=luca).count() == 2
    assert the_team.pk in reader_of(luca).circle_ids
