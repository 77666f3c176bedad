"""Coming in by a link: once, in time, and only as an account that has not ended."""

from datetime import timedelta

import pytest
from django.test import Client

from cast import NOW
from firsthand.people.models import SignInLink, User
from firsthand.people.signin import LINK_LASTS, make_link, owner_of, use_link

pytestmark = pytest.mark.django_db


def secret_in(path: str) -> str:
    return path.rpartition("/")[2]


def test_a_link_lets_its_account_in_once(luca: User):
    secret = secret_in(make_link(luca, at=NOW))

    assert use_link(secret, at=NOW) == luca
    assert use_link(secret, at=NOW) is None


def test_looking_at_a_link_does_not_use_it_up(luca: User):
    secret = secret_in(make_link(luca, at=NOW))

    assert owner_of(secret, at=NOW) == luca
    assert owner_of(secret, at=NOW) == luca
    assert use_link(secret, at=NOW) == luca
    assert owner_of(secret, at=NOW) is None


@pytest.mark.parametrize(
    ("later", "lets_in"), [(LINK_LASTS - timedelta(seconds=1), True), (LINK_LASTS, False)]
)
def test_a_link_is_good_for_half_an_hour(luca: User, later: timedelta, lets_in: bool):
    secret = secret_in(make_link(luca, at=NOW))

    assert (use_link(secret, at=NOW + later) == luca) is lets_in


def test_an_ended_account_does_not_come_in(luca: User, ada: User):
    secret = secret_in(make_link(luca, at=NOW))
    assert owner_of(secret, at=NOW) == luca

    luca.end(by=ada, at=NOW)

    assert owner_of(secret, at=NOW) is None
    assert use_link(secret, at=NOW) is None


def test_a_link_of_somebody_else_stays_good(luca: User, elena: User):
    ours, hers = (secret_in(make_link(user, at=NOW)) for user in (luca, elena))

    use_link(ours, at=NOW)

    assert use_link(hers, at=NOW) == elena


def test_an_unknown_secret_lets_nobody_in(luca: User):
    make_link(luca, at=NOW)

    assert use_link("made-up", at=NOW) is None


def test_the_secret_itself_is_not_kept(luca: User):
    secret = secret_in(make_link(luca, at=NOW))

    kept = SignInLink.objects.get().digest

    assert len(kept) == 64
    assert secret not in kept


def test_a_link_is_followed_by_a_button_and_only_then_used(luca: User, client: Client):
    """What follows a link on somebody's behalf, such as a scanner of mail, does not use it up."""
    from django.utils import timezone

    path = make_link(luca, at=timezone.now())

    assert client.get(path).status_code == 200
    assert "_auth_user_id" not in client.session
    client.post(path)

    assert client.session["_auth_user_id"] == str(luca.pk)


def test_an_account_that_ends_is_out_at_its_next_request(luca: User, ada: User, client: Client):
    client.force_login(luca)
    assert reading_as(client) == luca.pk

    luca.end(by=ada, at=NOW)

    assert reading_as(client) is None


def reading_as(client: Client) -> int | None:
    """Return the account as which the browser reads."""
    answer = client.get("/it/")
    return answer.wsgi_request.reader.user_id  # type: ignore[attr-defined]
