"""Many acts, one wait at the end."""

from __future__ import annotations

from typing import Any

import pytest

from firsthand.place import changes


@pytest.fixture
def waits(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits that were waited, in seconds."""
    settings.LEASE = 0.25
    waited: list[float] = []
    monkeypatch.setattr(changes, "sleep", waited.append)
    return waited


def test_each_act_waits_out_the_lease(waits: list[float]) -> None:
    changes.wait_out_the_lease()
    changes.wait_out_the_lease()

    assert waits == [0.25 + changes.MARGIN] * 2


def test_the_acts_of_a_batch_wait_once_and_at_its_end(waits: list[float]) -> None:
    with changes.waiting_once():
        changes.wait_out_the_lease()
        with changes.waiting_once():
            changes.wait_out_the_lease()
        assert waits == []

    assert len(waits) == 1


def test_a_batch_that_failed_has_waited_for_what_it_did(waits: list[float]) -> None:
    def fails_half_way() -> None:
        with changes.waiting_once():
            changes.wait_out_the_lease()
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        fails_half_way()

    assert len(waits) == 1


def test_a_batch_without_acts_does_not_wait(waits: list[float]) -> None:
    with changes.waiting_once():
        pass

    assert waits == []
