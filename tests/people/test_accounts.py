"""What an account is: its standing, its roles, and the promises the database keeps."""

import pytest
from django.db import IntegrityError, transaction

from cast import NOW, reader_of, somebody
from firsthand.audience.rung import Rung
from firsthand.people.models import RoleHeld, Standing, User

pytestmark = pytest.mark.django_db

ROLES = RoleHeld.Role.values


@pytest.mark.parametrize("role", ROLES)
def test_a_role_does_not_change_where_one_stands(role: str):
    assert reader_of(somebody("Giulio", role=role)).standing == Rung.COMPANY
    assert reader_of(somebody("Elena", standing=Standing.PARTNER, role=role)).standing == Rung.PARTNERS


@pytest.mark.parametrize("role", ROLES)
def test_an_ended_account_holds_no_role(role: str, ada: User):
    user = somebody("Giulio", role=role)
    assert user.holds(role)

    user.end(by=ada, at=NOW)

    assert not user.holds(role)
    assert reader_of(user).is_stranger


def test_a_role_is_held_once(giulio: User):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.create(user=giulio, role=RoleHeld.Role.EDITOR, given_at=NOW)


def test_an_account_has_no_password(luca: User):
    assert not luca.has_usable_password()
    assert not luca.check_password("")


def test_addresses_differ_by_more_than_capitals():
    User.objects.create_user("luca@example.org", name="Luca")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(" Luca@Example.org ", name="Luca")


@pytest.mark.parametrize("standing", [0, 1, 4])
def test_nobody_stands_anywhere_but_in_the_company_or_beside_it(standing: int):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("x@example.org", name="X", standing=standing)


def test_whoever_has_ended_another_account_cannot_be_erased(luca: User, ada: User):
    from django.db.models import ProtectedError

    luca.end(by=ada, at=NOW)

    with pytest.raises(ProtectedError):
        ada.delete()
