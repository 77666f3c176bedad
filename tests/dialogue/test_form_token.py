from datetime import UTC, datetime, timedelta

import pytest

from firsthand.dialogue.form_token import LEAST, MOST, Fault, fault_of, hand_out

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "fault"),
    [
        (timedelta(0), Fault.TOO_YOUNG),
        (LEAST - timedelta(seconds=1), Fault.TOO_YOUNG),
        (LEAST, None),
        (MOST, None),
        (MOST + timedelta(seconds=1), Fault.TOO_OLD),
        (-timedelta(minutes=1), Fault.TOO_YOUNG),
    ],
)
def test_a_token_is_taken_after_a_breath_and_for_half_a_day(age, fault):
    token = hand_out("storyofmarta", now=NOW)

    assert fault_of(token, "storyofmarta", now=NOW + age) == fault


@pytest.mark.parametrize("token", ["", "nonsense", "WyJzdG9yeW9mbWFydGEiLDFd:forged"])
def test_a_token_that_is_not_ours_is_not_taken(token):
    assert fault_of(token, "storyofmarta", now=NOW) == Fault.NOT_OURS


def test_a_token_is_good_for_one_story_only():
    token = hand_out("storyofmarta", now=NOW - timedelta(minutes=1))

    assert fault_of(token, "storyofmarta", now=NOW) is None
    assert fault_of(token, "another", now=NOW) == Fault.NOT_OURS


def test_a_token_that_somebody_changed_is_not_taken():
    token = hand_out("storyofmarta", now=NOW - timedelta(minutes=1))
    body, signature = token.rsplit(":", 1)

    assert fault_of(f"{body}A:{signature}", "storyofmarta", now=NOW) == Fault.NOT_OURS
