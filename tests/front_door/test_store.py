"""What a worker keeps stays within its bounds, and goes when what it was made from has changed."""

from __future__ import annotations

from toy import NOON, ToyPlace

from firsthand.front.door.day import Day
from firsthand.front.door.log import Reading
from firsthand.front.door.page import OVERHEAD, Page
from firsthand.front.door.rule import Address
from firsthand.front.door.store import MOST_REMEMBERED, Store

TODAY = Day(NOON - 3600, NOON + 3600)


def at(path: str) -> Address:
    return Address("localhost", "http", path)


def page(*keys: str, tick: int = 0, made_at: float = NOON, body: bytes = b"x") -> Page:
    return Page([], body, keys=frozenset(keys), tick=tick, made_at=made_at)


def store(*, tick: int = 0, most_bytes: int = 10**9) -> Store:
    store = Store(most_bytes=most_bytes)
    store.apply(Reading(tick, [], False, None), TODAY)
    return store


def changed(store: Store, tick: int, *keys: str) -> None:
    store.apply(Reading(tick, [(tick, key) for key in keys], True, None), TODAY)


def test_the_least_recently_used_page_goes_when_there_is_no_room() -> None:
    kept = store(most_bytes=3 * (OVERHEAD + 1))
    for path in "abc":
        assert kept.keep(at(path), page("place"))
    assert kept.find(at("a"))
    assert kept.keep(at("d"), page("place"))
    assert [path for _, _, path in kept.pages] == ["c", "a", "d"]
    assert kept.bytes == 3 * (OVERHEAD + 1)


def test_a_page_larger_than_all_the_room_is_not_kept() -> None:
    kept = store(most_bytes=OVERHEAD)
    assert not kept.keep(at("a"), page("place"))
    assert (kept.bytes, kept.pages, kept.made_from) == (0, {}, {})


def test_a_page_kept_anew_takes_the_place_of_the_old_one() -> None:
    kept = store()
    kept.keep(at("a"), page("one", body=b"first"))
    kept.keep(at("a"), page("two", body=b"second"))
    assert kept.bytes == OVERHEAD + len("second")
    assert set(kept.made_from) == {"two"}


def test_what_changed_goes_and_nothing_else() -> None:
    kept = store()
    kept.keep(at("a"), page("place", "story:a"))
    kept.keep(at("b"), page("place", "story:b"))
    changed(kept, 1, "story:a")
    assert [path for _, _, path in kept.pages] == ["b"]
    assert kept.bytes == next(iter(kept.pages.values())).size
    changed(kept, 2, "place")
    assert not kept.pages
    assert kept.bytes == 0


def test_a_page_older_than_a_change_of_its_keys_is_refused() -> None:
    kept = store()
    changed(kept, 1, "story:a")
    assert not kept.keep(at("a"), page("place", "story:a", tick=0))
    assert kept.keep(at("a"), page("place", "story:a", tick=1))
    assert kept.keep(at("b"), page("place", "story:b", tick=0))


def test_a_page_newer_than_what_was_read_stays_when_that_is_read() -> None:
    kept = store()
    assert kept.keep(at("a"), page("story:a", tick=1))
    changed(kept, 1, "story:a")
    assert kept.pages
    changed(kept, 2, "story:a")
    assert not kept.pages


def test_nothing_is_kept_before_the_log_was_read_or_from_before_that() -> None:
    assert not Store().keep(at("a"), page("place", tick=9))
    kept = store(tick=5)
    assert not kept.keep(at("a"), page("place", tick=4))
    assert kept.keep(at("a"), page("place", tick=5))


def test_a_log_with_a_gap_or_that_went_back_empties_everything() -> None:
    for tick in (9, 3):
        kept = store(tick=5)
        kept.keep(at("a"), page("place", tick=5))
        kept.apply(Reading(tick, [], False, None), TODAY)
        assert not kept.pages
        assert kept.keep(at("a"), page("place", tick=tick))


def test_the_memory_of_changes_is_bounded_and_refuses_what_it_cannot_vouch_for() -> None:
    kept = store()
    kept.keep(at("old"), page("place"))
    many = [(tick, f"story:{tick}") for tick in range(1, MOST_REMEMBERED + 2)]
    kept.apply(Reading(many[-1][0], many, True, None), TODAY)
    assert len(kept.changed_at) <= MOST_REMEMBERED
    assert kept.pages
    assert not kept.keep(at("a"), page("story:1", tick=0))
    assert kept.keep(at("a"), page("story:1", tick=many[-1][0]))


def test_no_page_outlives_its_day() -> None:
    kept = store()
    kept.keep(at("a"), page("place"))
    kept.apply(Reading(0, [], True, None), Day(TODAY.ends, TODAY.ends + 86400))
    assert not kept.pages
    assert not kept.keep(at("a"), page("place", made_at=TODAY.ends - 1))
    assert kept.keep(at("a"), page("place", made_at=TODAY.ends))


def test_a_page_made_while_something_changed_is_answered_but_not_kept(toy: ToyPlace) -> None:
    from toy import ask, asks

    door = toy.door()

    def somebody_acts() -> None:
        toy.change("story:a")
        door.lease.renew()

    toy.while_rendering = somebody_acts
    assert b"as it was" in ask(door, asks()).body
    assert not door.store.pages
    toy.while_rendering = lambda: None
    assert b"as of 1" in ask(door, asks()).body
    assert door.store.pages
