"""The change log: ticks follow the order of the commits, and whoever read up to one has missed nothing before it."""

from __future__ import annotations

import threading
from itertools import pairwise

import pytest
from django.db import close_old_connections, connection, transaction

from firsthand.place import changes
from firsthand.place.models import Change, ChangeClock, Place


@pytest.mark.django_db
def test_the_keys_of_an_act_share_one_tick():
    with transaction.atomic():
        tick = changes.append(["story:a", "stories", "story:a"])

    assert list(Change.objects.values_list("tick", "key")) == [(tick, "story:a"), (tick, "stories")]


@pytest.mark.django_db
def test_the_next_act_has_the_next_tick():
    with transaction.atomic():
        first = changes.append(["a"])
    with transaction.atomic():
        second = changes.append(["b"])

    assert second == first + 1


@pytest.mark.django_db(transaction=True)
def test_a_change_outside_the_transaction_of_its_act_is_refused():
    with pytest.raises(transaction.TransactionManagementError, match="inside the transaction"):
        changes.append(["a"])


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_change_and_no_tick():
    with transaction.atomic():
        before = changes.append(["kept"])

    with transaction.atomic():
        changes.append(["lost"])
        transaction.set_rollback(True)

    assert list(Change.objects.values_list("key", flat=True)) == ["kept"]
    assert ChangeClock.objects.get().tick == before


@pytest.mark.django_db(transaction=True)
def test_waiting_out_the_lease_takes_a_little_longer_than_the_lease(settings, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr(changes, "sleep", waits.append)

    settings.LEASE = 0.25
    changes.wait_out_the_lease()
    settings.LEASE = 0
    changes.wait_out_the_lease()

    assert waits == [0.25 + changes.MARGIN]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_whoever_reads_while_eight_write_never_misses_a_change():
    """The order of ticks is the order of commits: a reader that saw tick n never finds one below n later."""
    Place.current()
    with transaction.atomic():
        begun = changes.append(["begin"])
    writers, acts = 8, 25
    faults: list[BaseException] = []
    done = threading.Event()
    seen: list[tuple[int, str]] = []

    def write(name: int) -> None:
        try:
            for number in range(acts):
                with transaction.atomic():
                    changes.append([f"{name}:{number}", "all"])
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    def follow() -> None:
        """Read as a worker of the front door does: only what is new since the last reading."""
        up_to = begun
        try:
            while True:
                last_time = done.is_set()
                new = list(
                    Change.objects.filter(tick__gt=up_to).order_by("tick", "pk").values_list("tick", "key")
                )
                if new:
                    up_to = new[-1][0]
                    seen.extend(new)
                if last_time:
                    return
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    reader = threading.Thread(target=follow)
    threads = [threading.Thread(target=write, args=(name,)) for name in range(writers)]
    for thread in [reader, *threads]:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    reader.join()
    close_old_connections()

    assert faults == []
    ticks = [tick for tick, key in seen if key == "all"]
    assert all(later == earlier + 1 for earlier, later in pairwise(ticks))
    assert len(seen) == 2 * writers * acts
