"""The invented company on a place that is empty, or nearly, and on a disk that is full."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from firsthand.people.models import RoleHeld, User
from firsthand.supervise.welcome import the_administrator
from firsthand.transfer.demo.company import PEOPLE
from firsthand.transfer.demo.days import Days
from firsthand.transfer.demo.filling import Company, is_empty


def test_a_place_that_has_an_administrator_gets_no_other(db: None) -> None:
    ada = User.objects.create_user("ada@example.org", name="Ada")
    RoleHeld.objects.create(user=ada, role=RoleHeld.Role.ADMINISTRATOR, given_at=timezone.now())

    company = Company(Days(timezone.localdate()))
    for person in PEOPLE:
        company.let_in(person, portrait="")

    assert the_administrator() == ada
    assert not company.people["marta"].holds(RoleHeld.Role.ADMINISTRATOR)
    assert company.people["nadia"].holds(RoleHeld.Role.REVIEWER)


def test_when_it_comes_in_only_in_part_it_says_how_to_begin_again(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_empty()

    def torn(*, now: datetime) -> Company:
        raise OSError("the disk is full")

    monkeypatch.setattr("firsthand.transfer.management.commands.demo.fill", torn)

    with pytest.raises(CommandError, match=r"only in part \(the disk is full\)\. .*--data FOLDER") as refused:
        call_command("demo")

    assert "\n" not in str(refused.value)
